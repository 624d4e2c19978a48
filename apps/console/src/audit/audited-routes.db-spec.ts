import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBill, aPipeline, SENT } from '../../test/seed.js';
import { type Answer, type Json, StartedConsole } from '../../test/started-console.js';

let service: StartedConsole;
beforeAll(async () => {
  service = await StartedConsole.start();
});
afterAll(async () => {
  await service.stop();
});

interface Deed {
  readonly does: () => Promise<Answer>;
  readonly action: string;
  /** What it changed: a table and a condition that holds for one or more of its rows. Null where it takes rows away. */
  readonly changed: string | null;
}

const deedOf = (action: string, changed: string | null, does: Deed['does']): Deed => ({
  action,
  changed,
  does,
});

/** Every route that changes something, done once so that it does. */
const deeds: Readonly<Record<string, () => Promise<Deed>>> = {
  'POST /connections/cin7': async () => {
    const body = { name: 'Audited', accountId: 'audited', applicationKey: 'key' };
    return deedOf('connection.added', `connection where account = 'audited'`, () =>
      post('/connections/cin7', body),
    );
  },
  'POST /connections/quickbooks': async () => {
    const body = { name: 'Audited', realmId: '4711', refreshToken: 'token' };
    return deedOf('connection.added', `connection where account = '4711'`, () =>
      post('/connections/quickbooks', body),
    );
  },
  'POST /connections/{id}/test': async () => {
    const { cin7Id } = await aPipeline(service);
    await service.database.query(`update connection set state = 'expired' where id = $1`, [cin7Id]);
    service.cin7.answers.set('/ExternalApi/v2/me', {
      body: { Company: 'Harbour', Currency: 'USD', TimeZone: 'UTC', LockDate: null },
    });
    const does = () => post(`/connections/${cin7Id}/test`);
    return deedOf('connection.active', `connection where id = '${cin7Id}'`, does);
  },
  'PATCH /connections/{id}': async () => {
    const { quickBooksId } = await aPipeline(service);
    const body = { callBudget: { meteredPerMonth: 3_000 } };
    const does = () => service.api('PATCH', `/connections/${quickBooksId}`, body);
    return deedOf('connection.changed', `call_budget where connection_id = '${quickBooksId}'`, does);
  },
  'POST /pipelines': async () => {
    const { body: cin7 } = await post('/connections/cin7', {
      name: 'c',
      accountId: 'c',
      applicationKey: 'k',
    });
    const { body: books } = await post('/connections/quickbooks', {
      name: 'q',
      realmId: '4712',
      refreshToken: 't',
    });
    const does = () => post('/pipelines', { cin7ConnectionId: cin7.id, quickbooksConnectionId: books.id });
    return deedOf('pipeline.created', `pipeline where cin7_connection_id = '${cin7.id}'`, does);
  },
  'PATCH /pipelines/{id}': async () => {
    const { pipelineId } = await aPipeline(service);
    const does = () => service.api('PATCH', `/pipelines/${pipelineId}`, { mode: 'paused' });
    return deedOf('pipeline.changed', `pipeline where id = '${pipelineId}'`, does);
  },
  'PUT /pipelines/{id}/mapping-rules': async () => {
    const { pipelineId } = await aPipeline(service);
    const rules = [{ kind: 'account', source: '300', target: '41' }];
    const does = () => service.api('PUT', `/pipelines/${pipelineId}/mapping-rules`, { rules });
    return deedOf('mapping-rules.changed', `mapping_rule where pipeline_id = '${pipelineId}'`, does);
  },
  'POST /pipelines/{id}/sync-runs': async () => {
    const { pipelineId } = await aPipeline(service);
    const does = () => post(`/pipelines/${pipelineId}/sync-runs`, {});
    return deedOf('sync-run.requested', `sync_run where pipeline_id = '${pipelineId}'`, does);
  },
  'POST /pipelines/{id}/webhooks': async () => {
    const { pipelineId } = await aPipeline(service);
    service.cin7.answers.set('/ExternalApi/v2/webhooks', { body: { Webhooks: [] } });
    const does = () => post(`/pipelines/${pipelineId}/webhooks`);
    return deedOf('webhooks.registered', `cin7_webhook_secret where pipeline_id = '${pipelineId}'`, does);
  },
  'DELETE /pipelines/{id}/webhooks': async () => {
    const { pipelineId } = await aPipeline(service);
    service.cin7.answers.set('/ExternalApi/v2/webhooks', { body: { Webhooks: [] } });
    await post(`/pipelines/${pipelineId}/webhooks`);
    const does = () => service.api('DELETE', `/pipelines/${pipelineId}/webhooks`);
    return deedOf('webhooks.removed', null, does);
  },
  'POST /postings/{id}/replay': async () => {
    const { id } = await aBill(service, await aPipeline(service), {
      ...SENT,
      state: 'rejected',
      request_id: 'audited-replay',
    });
    return deedOf('posting.replayed', `posting where id = '${id}'`, () => post(`/postings/${id}/replay`));
  },
  'POST /postings/{id}/resolve': async () => {
    const { id } = await aBill(service, await aPipeline(service), {
      ...SENT,
      state: 'needs-review',
      request_id: 'audited-resolve',
    });
    const does = () =>
      post(`/postings/${id}/resolve`, { resolution: 'posted', quickBooksId: '815', reason: 'seen' });
    return deedOf('posting.resolved', `posting where id = '${id}'`, does);
  },
  'POST /postings/{id}/attachments/{attachmentId}/replay': async () => {
    const seeded = await aPipeline(service);
    const { id } = await aBill(service, seeded, { state: 'posted', quickbooks_id: 'audited-file' });
    const [file] = await service.database.query(
      `insert into attachment (pipeline_id, posting_id, source_id, file_name, state, problem_code, problem_subject,
         problem_message)
       values ($1, $2, 'a', 'a.zip', 'held', 'attachment-type-refused', 'zip', 'Why.') returning id`,
      [seeded.pipelineId, id],
    );
    const does = () => post(`/postings/${id}/attachments/${file.id}/replay`);
    return deedOf('attachment.replayed', `attachment where id = '${file.id}'`, does);
  },
  'POST /failed-jobs/{id}/replay': async () => {
    const { id } = await aBill(service, await aPipeline(service), {
      ...SENT,
      state: 'pending',
      request_id: 'audited-failure',
    });
    const failure = await aFailedJob(id);
    return deedOf('failed-job.replayed', `posting where id = '${id}'`, () =>
      post(`/failed-jobs/${failure}/replay`),
    );
  },
  'POST /failed-jobs/{id}/dismiss': async () => {
    const failure = await aFailedJob(null);
    const does = () => post(`/failed-jobs/${failure}/dismiss`);
    return deedOf('failed-job.dismissed', null, does);
  },
};

function post(path: string, body?: unknown): Promise<Answer> {
  return service.api('POST', path, body);
}

async function aFailedJob(subjectId: string | null): Promise<string> {
  const [failure] = await service.database.query(
    `insert into failed_job (queue, subject, subject_id, data, reason, final)
     values ('write', $1, $2, '{}', 'a mistake of ours', true) returning id`,
    [subjectId ?? 'nothing known', subjectId],
  );
  return failure.id;
}

async function eventsAfter(id: string): Promise<Json[]> {
  return service.database.query(
    'select id::text as id, action, actor, xmin::text as xmin from audit_event where id > $1 order by id',
    [id],
  );
}

async function lastEvent(): Promise<string> {
  const [row] = await service.database.query('select coalesce(max(id), 0)::text as id from audit_event');
  return row.id;
}

describe('S3 every route that changes something', () => {
  it('is in this table', async () => {
    const { body } = await service.fetch('/api/openapi.json');
    const routes = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== 'get')
        .map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
    );
    expect(routes.sort()).toEqual(Object.keys(deeds).sort());
  });

  it.each(Object.entries(deeds))(
    '%s leaves one event, in the transaction of the change',
    async (_route, prepare) => {
      const { does, action, changed } = await prepare();
      const before = await lastEvent();
      expect((await does()).status).toBeLessThan(300);
      const events = await eventsAfter(before);
      expect(events).toMatchObject([{ action, actor: 'api-token' }]);
      if (changed === null) return;
      const rows: Json[] = await service.database.query(`select xmin::text as xmin from ${changed}`);
      expect(new Set(rows.map(({ xmin }) => xmin))).toEqual(new Set([events[0].xmin]));
    },
  );
});
