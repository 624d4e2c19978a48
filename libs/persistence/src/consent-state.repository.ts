import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rowOf } from './sql.js';

const LIFE_MINUTES = 10;

/** Who began a consent, and what the connection shall be called. */
export interface BegunConsent {
  readonly connectionName: string | null;
  /** The connection that it is to renew; null where any company may be chosen. */
  readonly connectionId: string | null;
  readonly actor: string;
}

/** Keeps only the hash of each state: it proves that the browser that comes back was sent by us. */
@Injectable()
export class ConsentStateRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** Those that nobody came back with are swept out on the way. */
  async begin(state: string, { connectionName, connectionId, actor }: BegunConsent): Promise<void> {
    await this.database.query('delete from consent_state where expires_at < now()');
    await this.database.query(
      `insert into consent_state (state_hash, connection_name, connection_id, actor, expires_at)
       values ($1, $2, $3, $4, now() + ${LIFE_MINUTES} * interval '1 minute')`,
      [hashOf(state), connectionName, connectionId, actor],
    );
  }

  /** Good once: null for a state that is unknown, used or too old. */
  async take(state: string): Promise<BegunConsent | null> {
    return rowOf<BegunConsent>(
      this.database,
      `with taken as (delete from consent_state where state_hash = $1 returning *)
       select connection_name as "connectionName", connection_id as "connectionId", actor from taken where expires_at > now()`,
      [hashOf(state)],
    );
  }
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}
