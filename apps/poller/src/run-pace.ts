import { Inject, Injectable } from '@nestjs/common';
import { Cin7Accounts } from '#libs/cin7';
import { ConnectionRepository, type PipelineEntity, type SyncRunEntity } from '#libs/persistence';
import { type Lane, PacedCalls, THROTTLE, type Throttle } from '#libs/queues';
import { QuickBooksCompanies } from '#libs/quickbooks';

/** The calls of sync runs, counted on the account that each of them reads. */
@Injectable()
export class RunPace {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly accounts: Cin7Accounts,
    private readonly companies: QuickBooksCompanies,
    @Inject(THROTTLE) private readonly throttle: Throttle,
  ) {}

  async callsOf(run: SyncRunEntity, pipeline: PipelineEntity): Promise<PacedCalls> {
    const account = readsQuickBooks(run)
      ? this.companies.limited(await this.connections.get(pipeline.quickBooksConnectionId))
      : this.accounts.limited(await this.connections.get(pipeline.cin7ConnectionId));
    return new PacedCalls(this.throttle, account);
  }
}

export function readsQuickBooks({ recordType }: Pick<SyncRunEntity, 'recordType'>): boolean {
  return recordType === 'quickbooks-object' || recordType === 'quickbooks-ids';
}

/** A run that somebody waits for goes before the timetable's, and what was there before goes last. */
export function laneOf({ trigger, since }: Pick<SyncRunEntity, 'trigger' | 'since'>): Lane {
  if (trigger === 'operator') return 'operator';
  return since === null && trigger !== 'webhook' ? 'backfill' : 'live';
}
