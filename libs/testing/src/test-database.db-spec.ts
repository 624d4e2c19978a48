import { afterEach, describe, expect, it } from '@jest/globals';
import { dataSource } from '#libs/persistence';
import { createTestDatabase, type TestDatabase } from './test-database.js';

const made: TestDatabase[] = [];
const given = process.env.TEST_DATABASE_URL;

afterEach(async () => {
  process.env.TEST_DATABASE_URL = given;
  await Promise.all(made.splice(0).map((database) => database.drop()));
});

async function create(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  made.push(database);
  return database;
}

describe('a test database', () => {
  it('has the schema of this build', async () => {
    const { url } = await create();
    const database = await dataSource(url).initialize();
    const lacksMigrations = await database.showMigrations();
    await database.destroy();
    expect(lacksMigrations).toBe(false);
  });

  it('is not shared, even by those made at the same time', async () => {
    const urls = (await Promise.all([create(), create(), create()])).map(({ url }) => url);
    expect(new Set(urls).size).toBe(3);
  });

  it('says what to do where there is no server', async () => {
    delete process.env.TEST_DATABASE_URL;
    await expect(createTestDatabase()).rejects.toThrow('run npm test');
  });
});
