import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type CallBudget, defaultCallBudget } from '#libs/domain';
import { audit } from './audit.repository.js';
import { rowOf, rowsOf } from './sql.js';

/** Members left out stay as they are. */
export type CallBudgetChange = {
  readonly [Member in keyof CallBudget]?: CallBudget[Member] | undefined;
};

export interface StoredBudget extends CallBudget {
  /** Until then the timetable does not read this company. */
  readonly pollingStoppedUntil: Date | null;
}

export interface BudgetedConnection {
  readonly id: string;
  readonly name: string;
  readonly budget: CallBudget;
}

/** Record types whose reading costs metered calls: the reconciliation looks at the mirror alone. */
const METERED_TYPES = `('quickbooks-object', 'quickbooks-ids')`;

/** In the timetable `t` of connection `c`: it is not to be read before the month has ended. */
export const IS_STOPPED_BY_BUDGET = `(t.record_type in ${METERED_TYPES} and exists (select 1 from call_budget b
  where b.connection_id = c.id and b.polling_stopped_until > now()))`;

const COLUMNS = `metered_per_month as "meteredPerMonth", warn_at_share as "warnAtShare", stop_polling as "stopPolling"`;

/** What companies may cost in a month, and what was done about it. */
@Injectable()
export class CallBudgetRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async of(connectionId: string): Promise<StoredBudget> {
    const stored = await rowOf<StoredBudget>(
      this.database,
      `select ${COLUMNS}, case when polling_stopped_until > now() then polling_stopped_until end as "pollingStoppedUntil"
       from call_budget where connection_id = $1`,
      [connectionId],
    );
    return stored ?? { ...defaultCallBudget, pollingStoppedUntil: null };
  }

  /** What was told and stopped counts for the budget before: both are decided anew at the next look. */
  async change(connectionId: string, change: CallBudgetChange, actor: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const before = await rowOf<CallBudget>(
        manager,
        `select ${COLUMNS} from call_budget where connection_id = $1 for update`,
        [connectionId],
      );
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      const after: CallBudget = { ...defaultCallBudget, ...before, ...Object.fromEntries(given) };
      await manager.query(
        `insert into call_budget (connection_id, metered_per_month, warn_at_share, stop_polling) values ($1, $2, $3, $4)
         on conflict (connection_id) do update
           set metered_per_month = excluded.metered_per_month, warn_at_share = excluded.warn_at_share,
             stop_polling = excluded.stop_polling, told = null, polling_stopped_until = null`,
        [connectionId, after.meteredPerMonth, after.warnAtShare, after.stopPolling],
      );
      const detail = { connectionId, callBudget: { before: before ?? defaultCallBudget, after } };
      await audit(manager, { actor, action: 'connection.changed', detail });
    });
  }

  /** Every QuickBooks connection, with its budget. */
  async all(): Promise<BudgetedConnection[]> {
    const rows = await rowsOf<CallBudget & { id: string; name: string; hasBudget: boolean }>(
      this.database,
      `select c.id, c.name, b.connection_id is not null as "hasBudget", ${COLUMNS}
       from connection c left join call_budget b on b.connection_id = c.id where c.provider = 'quickbooks'`,
    );
    return rows.map(({ id, name, hasBudget, ...budget }) => ({
      id,
      name,
      budget: hasBudget ? budget : defaultCallBudget,
    }));
  }

  /** True for the one process that is to tell of this; `what` names the month and the state, null that there is nothing. */
  async isToBeTold(connectionId: string, what: string | null): Promise<boolean> {
    const isFirst = await rowOf(
      this.database,
      `update call_budget set told = $2 where connection_id = $1 and told is distinct from $2 returning connection_id`,
      [connectionId, what],
    );
    return isFirst !== null && what !== null;
  }

  async stopPollingUntil(connectionId: string, until: Date | null): Promise<void> {
    await this.database.query(
      `update call_budget set polling_stopped_until = $2
       where connection_id = $1 and polling_stopped_until is distinct from $2`,
      [connectionId, until],
    );
  }
}
