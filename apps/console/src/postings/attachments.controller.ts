import {
  ConflictException,
  Controller,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AttachmentState } from '#libs/domain';
import { AttachmentReplayRepository, PostingViewRepository } from '#libs/persistence';
import { AttachQueue, QueueSender, senderOf, type TurnJob, turnsFor } from '#libs/queues';
import { idPipe } from '../paging/id.pipe.js';
import { Actor } from '../sign-in/actor.js';
import { PostingDetailView, postingDetailView } from './posting.view.js';

/** What a person may do about a file of a bill. */
@ApiTags('postings')
@ApiBearerAuth()
@Controller('api/v1/postings/:id/attachments/:attachmentId')
export class AttachmentsController {
  constructor(
    private readonly postings: PostingViewRepository,
    private readonly replays: AttachmentReplayRepository,
    @Inject(senderOf(AttachQueue)) private readonly writer: QueueSender<TurnJob>,
  ) {}

  @Post('replay')
  @HttpCode(202)
  @ApiOperation({ summary: 'Try a held or rejected attachment again; its bill is not touched' })
  @ApiAcceptedResponse({ type: PostingDetailView })
  async replay(
    @Param('id', idPipe) id: string,
    @Param('attachmentId', idPipe) attachmentId: string,
    @Actor() actor: string,
  ): Promise<PostingDetailView> {
    const replayed = await this.replays.replay(id, attachmentId, actor);
    if (replayed?.outcome === 'refused') throw new ConflictException(whyNot(replayed.state));
    const posting = replayed && (await this.postings.detail(id));
    if (!posting)
      throw new NotFoundException('There is no such attachment. GET /postings/{id} lists those of a bill.');
    await this.writer.send(...turnsFor(AttachQueue, posting.pipelineId, 1));
    return postingDetailView(posting);
  }
}

function whyNot(state: AttachmentState): string {
  if (state === 'posted') return 'The file is attached to the bill already.';
  if (state === 'excluded')
    return 'The file is left out; its exclusionReason says why. It comes back when that changes.';
  return `The file is ${state}: an upload is out and nothing is sent twice. Wait until its fate is known.`;
}
