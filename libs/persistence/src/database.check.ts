import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** Ready only while Postgres answers and the schema is the one that this build expects. */
@Injectable()
export class DatabaseCheck {
  readonly name = 'postgres';

  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async check(): Promise<void> {
    if (await this.database.showMigrations())
      throw new Error('The database lacks migrations of this build: run `npm run migrate`.');
  }
}
