import { ApiProperty } from '@nestjs/swagger';
import type {
  RecordType,
  SyncRunCounts,
  SyncRunEntity,
  SyncRunState,
  SyncRunTrigger,
} from '#libs/persistence';

export class SyncRunView {
  @ApiProperty() id: string;
  @ApiProperty() recordType: RecordType;
  @ApiProperty({ enum: ['schedule', 'operator', 'webhook'] }) trigger: SyncRunTrigger;
  @ApiProperty({ enum: ['queued', 'running', 'succeeded', 'failed'] }) state: SyncRunState;
  @ApiProperty() queuedAt: Date;
  @ApiProperty({ type: Date, nullable: true }) startedAt: Date | null;
  @ApiProperty({ type: Date, nullable: true }) endedAt: Date | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' } }) counts: SyncRunCounts;
  @ApiProperty({ type: String, nullable: true, description: 'Why it failed, or why it waits.' })
  error: string | null;
}

export function syncRunView(run: SyncRunEntity): SyncRunView {
  const { id, recordType, trigger, state, queuedAt, startedAt, endedAt, counts, error } = run;
  return { id, recordType, trigger, state, queuedAt, startedAt, endedAt, counts, error };
}
