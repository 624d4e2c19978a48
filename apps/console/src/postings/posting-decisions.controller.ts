import {
  Body,
  ConflictException,
  Controller,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  PostingReplayRepository,
  PostingResolutionRepository,
  PostingViewRepository,
} from '#libs/persistence';
import { QueueSender, senderOf, type TurnJob, turnsFor, WriteQueue } from '#libs/queues';
import { MapperBell } from '../bells/mapper-bell.js';
import { idPipe } from '../paging/id.pipe.js';
import { Actor } from '../sign-in/actor.js';
import { PostingDetailView, postingDetailView } from './posting.view.js';
import { resolutionOf } from './resolution-of.js';
import { ResolvePostingDto } from './resolve-posting.dto.js';
import { whyNotReplayed } from './why-not-replayed.js';
import { whyNotResolved } from './why-not-resolved.js';

/** What a person may do about a posting. */
@ApiTags('postings')
@ApiBearerAuth()
@Controller('api/v1/postings/:id')
export class PostingDecisionsController {
  constructor(
    private readonly postings: PostingViewRepository,
    private readonly replays: PostingReplayRepository,
    private readonly resolutions: PostingResolutionRepository,
    private readonly mapper: MapperBell,
    @Inject(senderOf(WriteQueue)) private readonly writer: QueueSender<TurnJob>,
  ) {}

  @Post('replay')
  @HttpCode(202)
  @ApiOperation({ summary: 'Try a rejected, held, excluded or shadow posting again from stored data' })
  @ApiAcceptedResponse({ type: PostingDetailView })
  async replay(@Param('id', idPipe) id: string, @Actor() actor: string): Promise<PostingDetailView> {
    const replayed = await this.replays.replay(id, actor);
    if (replayed?.outcome === 'refused') throw new ConflictException(whyNotReplayed(replayed.state));
    const posting = await this.posting(id);
    if (replayed?.outcome === 'mapped-again') await this.mapper.ring(posting.pipelineId, 1);
    else await this.writer.send(...turnsFor(WriteQueue, posting.pipelineId, 1));
    return postingDetailView(posting);
  }

  @Post('resolve')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Say what became of a write whose evidence contradicts itself, or what a document that others entered is to ours',
  })
  @ApiOkResponse({ type: PostingDetailView })
  async resolve(
    @Param('id', idPipe) id: string,
    @Body() body: ResolvePostingDto,
    @Actor() actor: string,
  ): Promise<PostingDetailView> {
    const resolved = await this.resolutions.resolve(id, resolutionOf(body), actor);
    if (resolved?.outcome === 'refused')
      throw new ConflictException(whyNotResolved(body.resolution, resolved.state));
    if (resolved?.outcome === 'taken')
      throw new ConflictException(
        `Document ${body.quickBooksId} already stands for another posting. Look for the one that is this posting's.`,
      );
    const posting = await this.posting(id);
    if (resolved) {
      const { write, map } = resolved.rings;
      await this.writer.send(...turnsFor(WriteQueue, posting.pipelineId, write.length));
      await this.mapper.ring(posting.pipelineId, map.length);
    }
    return postingDetailView(posting);
  }

  private async posting(id: string) {
    const posting = await this.postings.detail(id);
    if (!posting) throw new NotFoundException('There is no posting with this id. GET /postings lists all.');
    return posting;
  }
}
