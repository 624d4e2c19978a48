import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import {
  type ConsentCountdown,
  type ConsentLimits,
  type ConsentWarning,
  consentCountdown,
} from '#libs/domain';
import type { ConnectionState, Provider } from './connection.entity.js';
import { rowOf, rowsOf } from './sql.js';

export interface WatchedConnection {
  readonly id: string;
  readonly provider: Provider;
  readonly name: string;
  readonly state: ConnectionState;
  readonly stateReason: string | null;
  /** By the database's clock. Null for Cin7, whose keys do not end, and where QuickBooks has not told yet. */
  readonly countdown: ConsentCountdown | null;
  /** The state, other than active, and the warning that people know of. */
  readonly toldState: ConnectionState | null;
  readonly toldWarning: ConsentWarning | null;
}

type Row = Omit<WatchedConnection, 'countdown'> & ConsentLimits & { readonly now: Date };

/** Which connections have ended or will end, and of which of them people have been told. */
@Injectable()
export class ConnectionWatchRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async all(): Promise<WatchedConnection[]> {
    const rows = await rowsOf<Row>(
      this.database,
      `select c.id, c.provider, c.name, c.state, c.state_reason as "stateReason",
         t.refresh_expires_at as "idleEndsAt", t.refresh_hard_expires_at as "endsAt", now() as now,
         c.alerted_state as "toldState", t.warned_days as "toldWarning"
       from connection c left join quickbooks_token t on t.connection_id = c.id`,
    );
    return rows.map(({ idleEndsAt, endsAt, now, ...connection }) => ({
      ...connection,
      countdown: consentCountdown({ idleEndsAt, endsAt }, now),
    }));
  }

  /** True for the one process that is to tell of this state. What has become active again may be told of again. */
  async isToBeTold({ id, state, toldState }: WatchedConnection): Promise<boolean> {
    const toTell = state === 'active' ? null : state;
    if (toTell === toldState) return false;
    const isFirst = await rowOf(
      this.database,
      `update connection set alerted_state = $2
       where id = $1 and state = $3 and alerted_state is distinct from $2 returning id`,
      [id, toTell, state],
    );
    return isFirst !== null && toTell !== null;
  }

  /** True for the one process that is to warn: each threshold counts once, until the consent lasts longer again. */
  async isToBeWarned({ id, countdown, toldWarning }: WatchedConnection): Promise<boolean> {
    const warning = countdown?.warning ?? null;
    if (warning === toldWarning) return false;
    const isFirst = await rowOf(
      this.database,
      `update quickbooks_token set warned_days = $2
       where connection_id = $1 and warned_days is distinct from $2 returning connection_id`,
      [id, warning],
    );
    return isFirst !== null && warning !== null;
  }
}
