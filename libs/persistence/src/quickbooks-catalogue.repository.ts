import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rowsOf } from './sql.js';

/** An entry of one of QuickBooks' lists that a rule may name. */
export interface CatalogueEntry {
  readonly id: string;
  readonly name: string;
  readonly sku: string | null;
  readonly dueDays: number | null;
}

/** The lists of a QuickBooks company, whole, as suggestions need them. */
@Injectable()
export class QuickBooksCatalogueRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** All active objects of a list, with what suggestions compare beside the name. */
  async entries(connectionId: string, entity: string): Promise<CatalogueEntry[]> {
    return rowsOf<CatalogueEntry>(
      this.database,
      `select quickbooks_id as id, coalesce(name, quickbooks_id) as name, payload ->> 'Sku' as sku,
         (payload ->> 'DueDays')::int as "dueDays"
       from quickbooks_object where connection_id = $1 and entity = $2 and active and not deleted
         and coalesce(payload ->> 'Type', '') not in ('Group', 'Category')
       order by quickbooks_id`,
      [connectionId, entity],
    );
  }
}
