import { ApiProperty } from '@nestjs/swagger';
import { type BusinessHours, type LatePoll, type PipelinePolicies, policiesWith } from '#libs/domain';
import type { PipelineEntity, PipelineMode, WatchedPoll } from '#libs/persistence';
import { BusinessHoursDto } from './business-hours.dto.js';
import { PoliciesDto } from './policies.dto.js';
import { AdaptiveDto } from './schedules.dto.js';

export class LatePollView {
  @ApiProperty({ description: 'When the third poll in a row was due that has not succeeded.' }) since: Date;
  @ApiProperty() cause: string;
  @ApiProperty() remedy: string;
}

export class ScheduleView {
  @ApiProperty({ type: Number, nullable: true, description: 'null where a cron rules.' })
  everySeconds: number | null;
  @ApiProperty({ type: String, nullable: true }) cron: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of the cron.' }) timeZone: string | null;
  @ApiProperty({ type: BusinessHoursDto, nullable: true }) businessHours: BusinessHours | null;
  @ApiProperty({ type: AdaptiveDto, nullable: true }) adaptive: AdaptiveDto | null;
  @ApiProperty() enabled: boolean;
  @ApiProperty({
    type: Date,
    nullable: true,
    description:
      'A moment that has passed is due at the next tick. null where it is off or the pipeline is paused.',
  })
  nextRunAt: Date | null;
  @ApiProperty({ type: Date, nullable: true, description: 'Up to here everything is read.' })
  watermark: Date | null;
  @ApiProperty({ type: Date, nullable: true }) lastSuccessAt: Date | null;
  @ApiProperty({ type: LatePollView, nullable: true, description: 'null where it is in time.' })
  late: LatePoll | null;
}

export class LockDatesView {
  @ApiProperty({ type: String, nullable: true, description: 'The closing date of the books.' })
  quickbooks: string | null;
  @ApiProperty({ type: String, nullable: true }) cin7: string | null;
}

export class RestoredView {
  @ApiProperty({ description: 'The moment that the database was put back to.' }) to: Date;
  @ApiProperty({ description: 'When that was declared.' }) at: Date;
}

export class PipelineView {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty() cin7ConnectionId: string;
  @ApiProperty() quickbooksConnectionId: string;
  @ApiProperty({ type: String, nullable: true }) cutOverDate: string | null;
  @ApiProperty({ description: 'Up to these days either side takes no changes, as last read.' })
  lockDates: LockDatesView;
  @ApiProperty({
    type: RestoredView,
    nullable: true,
    description:
      'The last restore. New documents wait for the settle window from `at` on, until QuickBooks has been read up to its end: see the watermark of quickbooks-object.',
  })
  restored: RestoredView | null;
  @ApiProperty({ enum: ['shadow', 'live', 'paused'] }) mode: PipelineMode;
  @ApiProperty({ type: PoliciesDto, description: 'As they are in force, defaults with them.' })
  policies: PipelinePolicies;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/ScheduleView' },
    description: 'By record type.',
  })
  schedules: Record<string, ScheduleView>;
  @ApiProperty() createdAt: Date;
}

export function pipelineView(
  pipeline: PipelineEntity,
  schedules: readonly WatchedPoll[],
  closingDate: string | null,
): PipelineView {
  const { id, name, cin7ConnectionId, quickBooksConnectionId, cutOverDate, mode, policies, createdAt } =
    pipeline;
  const { restoredTo, restoredAt } = pipeline;
  return {
    id,
    name,
    cin7ConnectionId,
    quickbooksConnectionId: quickBooksConnectionId,
    cutOverDate,
    lockDates: { quickbooks: closingDate, cin7: pipeline.cin7LockDate },
    restored: restoredTo && restoredAt && { to: restoredTo, at: restoredAt },
    mode,
    policies: policiesWith(policies),
    schedules: Object.fromEntries(schedules.map((poll) => [poll.recordType, scheduleView(poll)])),
    createdAt,
  };
}

function scheduleView(poll: WatchedPoll): ScheduleView {
  const { everySeconds, cron, businessHours, slowestSeconds, enabled } = poll;
  const { isPolled, nextDueAt, watermark, lastSuccessAt, late } = poll;
  return {
    everySeconds: cron ? null : everySeconds,
    cron: cron?.expression ?? null,
    timeZone: cron?.timeZone ?? null,
    businessHours,
    adaptive: cron || slowestSeconds === null ? null : { slowestSeconds },
    enabled,
    nextRunAt: isPolled ? nextDueAt : null,
    watermark,
    lastSuccessAt,
    late,
  };
}
