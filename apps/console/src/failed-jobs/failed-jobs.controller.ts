import {
  ConflictException,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FailedJobRepository } from '#libs/persistence';
import {
  AttachQueue,
  MapQueue,
  type PollJob,
  PollQueue,
  QueueSender,
  senderOf,
  type TurnJob,
  turnsFor,
  WriteQueue,
} from '#libs/queues';
import { idPipe } from '../paging/id.pipe.js';
import { PageQuery } from '../paging/page.query.js';
import { Actor } from '../sign-in/actor.js';
import { failedJobView } from './failed-job.view.js';

/** What workers stumbled over and nobody foresaw. */
@ApiTags('failed jobs')
@ApiBearerAuth()
@Controller('api/v1/failed-jobs')
export class FailedJobsController {
  constructor(
    private readonly failures: FailedJobRepository,
    @Inject(senderOf(PollQueue)) private readonly poll: QueueSender<PollJob>,
    @Inject(senderOf(MapQueue)) private readonly map: QueueSender<TurnJob>,
    @Inject(senderOf(WriteQueue)) private readonly write: QueueSender<TurnJob>,
    @Inject(senderOf(AttachQueue)) private readonly attach: QueueSender<TurnJob>,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Failures whose document or run still waits, and jobs that are about nothing known',
  })
  async list(@Query() { limit }: PageQuery) {
    return { items: (await this.failures.open(null, limit)).map(failedJobView), nextCursor: null };
  }

  @Post(':id/replay')
  @HttpCode(202)
  @ApiOperation({ summary: 'Give what the job was about its turn at once' })
  async replay(@Param('id', idPipe) id: string, @Actor() actor: string): Promise<void> {
    const replayed = await this.failures.replay(id, actor);
    if (!replayed) throw notFound();
    if (!replayed.subjectId)
      throw new ConflictException(
        'The job is about nothing that we know, so nothing can be done again. Dismiss it.',
      );
    await this.ring(replayed.queue, replayed.subjectId, replayed.pipelineId);
  }

  @Post(':id/dismiss')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take it from the list; what still waits comes back with its next failure' })
  async dismiss(@Param('id', idPipe) id: string, @Actor() actor: string): Promise<void> {
    if (!(await this.failures.dismiss(id, actor))) throw notFound();
  }

  private async ring(queue: string, id: string, pipelineId: string | null): Promise<void> {
    if (queue === PollQueue.name) await this.poll.send({ syncRunId: id });
    if (pipelineId === null) return;
    if (queue === MapQueue.name) await this.map.send(...turnsFor(MapQueue, pipelineId, 1));
    if (queue === WriteQueue.name) await this.write.send(...turnsFor(WriteQueue, pipelineId, 1));
    if (queue === AttachQueue.name) await this.attach.send(...turnsFor(AttachQueue, pipelineId, 1));
  }
}

function notFound(): NotFoundException {
  return new NotFoundException('There is no such failure, or it is over. GET /failed-jobs lists all.');
}
