import {
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type RecordType, readTypes, recordTypes, SyncRunRepository } from '#libs/persistence';
import { type PollJob, PollQueue, QueueSender, senderOf } from '#libs/queues';
import { idPipe } from '../paging/id.pipe.js';
import { PageQuery } from '../paging/page.query.js';
import { ExistingPipelines } from '../pipelines/existing-pipelines.js';
import { Actor } from '../sign-in/actor.js';
import { RequestSyncRunsDto } from './request-sync-runs.dto.js';
import { syncRunView } from './sync-run.view.js';

const DEFAULT: readonly RecordType[] = readTypes;

@ApiTags('sync runs')
@ApiBearerAuth()
@Controller('api/v1/pipelines/:id/sync-runs')
export class SyncRunsController {
  constructor(
    private readonly pipelines: ExistingPipelines,
    private readonly runs: SyncRunRepository,
    @Inject(senderOf(PollQueue)) private readonly poller: QueueSender<PollJob>,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The newest sync runs' })
  async list(@Param('id', idPipe) id: string, @Query() { limit }: PageQuery) {
    await this.pipelines.get(id);
    return { items: (await this.runs.list(id, limit)).map(syncRunView), nextCursor: null };
  }

  /** QuickBooks first, so that names and accounts are there when documents are mapped. */
  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Read now; a run that is on its way already serves the purpose' })
  async request(@Param('id', idPipe) id: string, @Body() body: RequestSyncRunsDto, @Actor() actor: string) {
    const { mode, name } = await this.pipelines.get(id);
    if (mode === 'paused')
      throw new ConflictException(
        `The pipeline '${name}' is paused, so nothing is read. Set its mode to shadow or live first.`,
      );
    const wanted = recordTypes.filter((type) => (body.recordTypes ?? DEFAULT).includes(type));
    const queued = await this.runs.queue(id, wanted, 'operator', actor);
    const runs = wanted.flatMap((type) => queued.filter(({ recordType }) => recordType === type));
    await this.poller.send(...runs.map((run) => ({ syncRunId: run.id })));
    return { items: runs.map(syncRunView) };
  }
}
