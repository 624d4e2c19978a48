import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AuditRepository, type PostingDetail, PostingViewRepository } from '#libs/persistence';
import { cursorOf, placeOf } from '../paging/cursor.js';
import { idPipe } from '../paging/id.pipe.js';
import { ListPostingsQuery } from './list-postings.query.js';
import { PostingDetailView, postingDetailView, postingView } from './posting.view.js';
import { postingStory } from './posting-story.js';

const Place = z.object({
  updatedAt: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/),
  id: z.uuid(),
});

/** More than the longest story that a posting can have without somebody looking at it. */
const TRAIL_MAX = 2_000;

@ApiTags('postings')
@ApiBearerAuth()
@Controller('api/v1/postings')
export class PostingsController {
  constructor(
    private readonly postings: PostingViewRepository,
    private readonly trail: AuditRepository,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Postings, the newest change first' })
  async list(@Query() { pipelineId, state, kind, limit, cursor }: ListPostingsQuery) {
    const after = placeOf(cursor, Place);
    // One more than asked for tells whether there is a next page.
    const rows = await this.postings.list({ pipelineId, state, kind, after, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = last && rows.length > limit ? cursorOf({ updatedAt: last.moment, id: last.id }) : null;
    return { items: items.map(postingView), nextCursor };
  }

  @Get(':id')
  @ApiOkResponse({ type: PostingDetailView })
  async get(@Param('id', idPipe) id: string): Promise<PostingDetailView> {
    return postingDetailView(await this.detail(id));
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'The story of a posting, oldest first, as { at, event, detail }' })
  async history(@Param('id', idPipe) id: string) {
    const posting = await this.detail(id);
    const [versions, trail] = await Promise.all([
      this.postings.sourceVersions(posting.sourceRecordId),
      this.trail.list({ postingId: id, limit: TRAIL_MAX }),
    ]);
    return { items: postingStory({ posting, versions, trail }), nextCursor: null };
  }

  private async detail(id: string): Promise<PostingDetail> {
    const found = await this.postings.detail(id);
    if (!found) throw new NotFoundException('There is no posting with this id. GET /postings lists all.');
    return found;
  }
}
