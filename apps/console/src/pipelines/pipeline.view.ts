import { ApiProperty } from '@nestjs/swagger';
import { type PipelinePolicies, policiesWith } from '#libs/domain';
import type { PipelineEntity, PipelineMode, Schedule } from '#libs/persistence';
import { PoliciesDto } from './policies.dto.js';

export class ScheduleView {
  @ApiProperty() everySeconds: number;
  @ApiProperty() enabled: boolean;
  @ApiProperty() nextDueAt: Date;
  @ApiProperty({ type: Date, nullable: true, description: 'Up to here everything is read.' })
  watermark: Date | null;
  @ApiProperty({ type: Date, nullable: true }) lastSuccessAt: Date | null;
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
  schedules: readonly Schedule[],
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
    schedules: Object.fromEntries(schedules.map(({ recordType, ...schedule }) => [recordType, schedule])),
    createdAt,
  };
}
