import { dataSource } from './data-source.js';

const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) {
  console.error(
    'DATABASE_URL is not set: say which database to migrate, as postgres://user:password@host:5432/name.',
  );
  process.exit(78);
}

const database = await dataSource(databaseUrl)
  .initialize()
  .catch((error: Error) => {
    console.error(
      `The database of DATABASE_URL cannot be reached: ${error.message}. Start it, or correct the address.`,
    );
    return process.exit(1);
  });
try {
  // One runner at a time: several pods may start together.
  await database.query('select pg_advisory_lock(727274001)');
  const done = await database.runMigrations({ transaction: 'each' });
  console.log(
    done.length > 0 ? `migrated: ${done.map(({ name }) => name).join(', ')}` : 'the schema is up to date',
  );
} finally {
  await database.destroy();
}
