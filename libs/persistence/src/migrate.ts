import type { DataSource } from 'typeorm';
import { dataSource } from './data-source.js';
import { admitLogin, canChangeTrail, grantToServices, SERVICE_ROLE } from './service-role.js';

const servicesUrl = process.env.DATABASE_URL;
const ownerUrl = process.env.MIGRATION_DATABASE_URL || servicesUrl;
if (!ownerUrl) {
  console.error(
    'Neither MIGRATION_DATABASE_URL nor DATABASE_URL is set: say which database to migrate, as postgres://owner:password@host:5432/name.',
  );
  process.exit(78);
}

const database = await dataSource(ownerUrl)
  .initialize()
  .catch((error: Error) => {
    const variable = process.env.MIGRATION_DATABASE_URL ? 'MIGRATION_DATABASE_URL' : 'DATABASE_URL';
    console.error(
      `The database of ${variable} cannot be reached: ${error.message}. Start it, or correct the address.`,
    );
    return process.exit(1);
  });
// One runner at a time: several pods may start together.
const lock = database.createQueryRunner();
try {
  await lock.query('select pg_advisory_lock(727274001)');
  const done = await database.runMigrations({ transaction: 'each' });
  console.log(
    done.length > 0 ? `migrated: ${done.map(({ name }) => name).join(', ')}` : 'the schema is up to date',
  );
  const warning = await separate(database, servicesUrl ? new URL(servicesUrl) : null);
  if (warning) console.warn(`warning: ${warning}`);
} finally {
  await lock.release();
  await database.destroy();
}

/** Gives the services their role and, where they have a login of their own, that. What is not separated, for people. */
async function separate(owner: DataSource, services: URL | null): Promise<string | null> {
  const { refused } = await grantToServices(owner);
  if (refused)
    return (
      `this server does not let us make a role (${refused}), so the services can only run as the owner, who could ` +
      `change the audit trail. Have an administrator run: create role ${SERVICE_ROLE} nologin — then migrate again.`
    );
  if (!services?.username) return null;
  const login = {
    name: decodeURIComponent(services.username),
    password: decodeURIComponent(services.password),
  };
  if (login.name !== decodeURIComponent(new URL(ownerUrl ?? '').username)) {
    const admitted = await admitLogin(owner, login);
    if (admitted.refused)
      return (
        `the login ${login.name} of DATABASE_URL could not be made or admitted (${admitted.refused}). Have an ` +
        `administrator run: create role "${login.name}" login password '…' in role ${SERVICE_ROLE} — then migrate again.`
      );
  }
  if (!(await canChangeTrail(owner, login.name))) return null;
  return (
    `the services' login ${login.name} could change the audit trail. Give the owner as MIGRATION_DATABASE_URL and ` +
    'another login as DATABASE_URL: it is made if it does not exist.'
  );
}
