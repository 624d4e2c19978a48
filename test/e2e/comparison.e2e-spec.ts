import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dataSource } from '#libs/persistence';
import { bill, companyWithInvoice, poll } from './company.js';
import { type System, startSystem } from './system.js';

describe('the comparison with all that Cin7 lists', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  it('G6 finds nothing where all is read, and then what Cin7 does not have any more', async () => {
    const { company } = await companyWithInvoice(system);
    await poll(system, company);
    await bill(system, company, 'posted');
    const [run] = await poll(system, company, ['cin7-ids']);
    expect(run).toMatchObject({ state: 'succeeded', counts: { supplier: 1, purchase: 1, missed: 0 } });
    const findings = async () => {
      const path = `/pipelines/${company.pipelineId}/reconciliation`;
      return (await system.console.get(path)).findings;
    };
    expect(await findings()).toEqual([]);

    const ids = { purchase: crypto.randomUUID(), supplier: crypto.randomUUID() };
    const database = await dataSource(system.databaseUrl).initialize();
    try {
      for (const [recordType, sourceId] of Object.entries(ids))
        await database.query(
          `insert into source_record (pipeline_id, record_type, source_id, listed_at)
           values ($1, $2, $3, now() - interval '8 days')`,
          [company.pipelineId, recordType, sourceId],
        );
    } finally {
      await database.destroy();
    }
    const [again] = await poll(system, company, ['cin7-ids']);
    expect(again).toMatchObject({ state: 'succeeded', counts: { gone: 2 } });
    const found = await findings();
    expect(found).toHaveLength(2);
    for (const [entity, cin7Id] of Object.entries(ids))
      expect(found).toContainEqual(expect.objectContaining({ code: 'gone-from-cin7', entity, cin7Id }));
  });
});
