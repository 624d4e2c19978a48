import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AuditRepository } from '#libs/persistence';
import { cursorOf, placeOf } from '../paging/cursor.js';
import { ListAuditEventsQuery } from './list-audit-events.query.js';

const Place = z.object({ before: z.string().regex(/^\d{1,18}$/) });

@ApiTags('audit')
@ApiBearerAuth()
@Controller('api/v1/audit-events')
export class AuditEventsController {
  constructor(private readonly trail: AuditRepository) {}

  @Get()
  @ApiOperation({ summary: 'Who or what did what, newest first' })
  async list(@Query() { pipelineId, postingId, limit, cursor }: ListAuditEventsQuery) {
    const before = placeOf(cursor, Place)?.before;
    const rows = await this.trail.list({ pipelineId, postingId, before, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: last && rows.length > limit ? cursorOf({ before: last.id }) : null };
  }
}
