import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from './json.js';
import { aBill, aLine, type Caller, callSandbox, entityOf, firstError } from './testing/caller.js';

describe('lists', () => {
  let sandbox: Caller;
  beforeAll(async () => {
    sandbox = await callSandbox();
  });
  afterAll(() => sandbox.close());

  const settings = (changes: JsonObject): Promise<JsonObject> =>
    sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, changes);
  const tracking = (AccountingInfoPrefs: JsonObject): Promise<JsonObject> =>
    settings({ preferences: { AccountingInfoPrefs } });
  const made = async (entity: string, body: JsonObject): Promise<JsonObject> =>
    entityOf(await sandbox.post(`/${entity.toLowerCase()}`, body), entity);
  const below = ({ Id }: JsonObject): JsonObject => ({ ParentRef: { value: Id ?? '' } });

  it('name an entry by its whole path, five levels deep and no deeper', async () => {
    let parent = await made('Class', { Name: 'L1' });
    for (const Name of ['L2', 'L3', 'L4', 'L5']) parent = await made('Class', { Name, ...below(parent) });
    expect(parent).toMatchObject({ FullyQualifiedName: 'L1:L2:L3:L4:L5', SubClass: true });
    const sixth = await sandbox.post('/class', { Name: 'L6', ...below(parent) });
    expect(firstError(sixth).code).toBe('6180');
  });

  it('allow one name once below one parent', async () => {
    const parent = await made('Department', { Name: 'North' });
    await made('Department', { Name: 'Yard', ...below(parent) });
    const again = await sandbox.post('/department', { Name: 'yard', ...below(parent) });
    expect(firstError(again).code).toBe('6240');
    expect(await made('Department', { Name: 'Yard' })).toMatchObject({ SubDepartment: false });
  });

  it('refuse a circle', async () => {
    const upper = await made('Class', { Name: 'Upper' });
    const lower = await made('Class', { Name: 'Lower', ...below(upper) });
    const circle = { Id: upper.Id ?? '', SyncToken: '0', Name: 'Upper', ...below(lower) };
    expect(firstError(await sandbox.post('/class', circle)).code).toBe('6000');
  });

  it('carry a new name to all that is below', async () => {
    const upper = await made('Class', { Name: 'Before' });
    const lower = await made('Class', { Name: 'Child', ...below(upper) });
    await sandbox.post('/class', { Id: upper.Id ?? '', SyncToken: '0', Name: 'After' });
    expect(entityOf(await sandbox.get(`/class/${lower.Id}`), 'Class')).toMatchObject({
      FullyQualifiedName: 'After:Child',
      SyncToken: '0',
    });
  });

  it.each([
    ['Class', { ClassTrackingPerTxnLine: false, ClassTrackingPerTxn: false }],
    ['Department', { TrackDepartments: false }],
  ])('take no new %s that the company does not track', async (entity, prefs) => {
    await tracking(prefs);
    const reply = await sandbox.post(`/${entity.toLowerCase()}`, { Name: `Untracked ${entity}` });
    expect(firstError(reply)).toMatchObject({ code: '5030', Message: 'Feature Not Supported' });
    await tracking({ ClassTrackingPerTxnLine: true, TrackDepartments: true });
  });

  const classified = aBill({
    Line: [
      aLine({
        AccountBasedExpenseLineDetail: {
          AccountRef: { value: '70' },
          ClassRef: { value: '5000000000000142' },
        },
      }),
    ],
  });

  it.each([
    ['a class on a line', 'bill', classified, { ClassTrackingPerTxnLine: false }],
    ['a location', 'bill', aBill({ DepartmentRef: { value: '1' } }), { TrackDepartments: false }],
    [
      'a class on a document',
      'purchaseorder',
      aBill({ APAccountRef: { value: '33' }, ClassRef: { value: '5000000000000142' } }),
      { ClassTrackingPerTxn: false },
    ],
  ])(
    'refuse %s that the company does not track, or drop it when told to',
    async (_what, path, body, prefs) => {
      await tracking(prefs);
      expect(firstError(await sandbox.post(`/${path}`, body)).code).toBe('6000');
      await settings({ untrackedReferencesDropped: true });
      const reply = await sandbox.post(`/${path}`, body);
      expect(reply.status).toBe(200);
      expect(JSON.stringify(reply.body)).not.toMatch(/ClassRef|DepartmentRef/);
      await settings({ untrackedReferencesDropped: false });
      await tracking({ ClassTrackingPerTxnLine: true, TrackDepartments: true });
    },
  );

  const income = { IncomeAccountRef: { value: '79' } };
  it.each([
    ['an item without any account', { Name: 'Nothing' }, '2020'],
    [
      'stock without its accounts',
      { Name: 'Half', Type: 'Inventory', TrackQtyOnHand: true, ...income },
      '2020',
    ],
    ['stock that is not counted', { Name: 'Loose', Type: 'Inventory', ...income }, '2020'],
    ['income on an asset', { Name: 'Odd', IncomeAccountRef: { value: '81' } }, '6430'],
    ['a category below goods', { Name: 'Cat', Type: 'Category', ParentRef: { value: '1' } }, '6000'],
    ['a name that is taken', { Name: 'freight', ...income }, '6240'],
  ])('refuse %s', async (_what, body, code) => {
    expect(firstError(await sandbox.post('/item', body)).code).toBe(code);
  });

  it('keep what was stock as stock', async () => {
    const change = { Id: '3', SyncToken: '0', sparse: true, Type: 'Service' };
    expect(firstError(await sandbox.post('/item', change)).code).toBe('6000');
  });

  it.each(['/taxcode', '/taxrate'])('that are fixed take nothing: %s', async (path) => {
    expect(firstError(await sandbox.post(path, { Name: 'Mine' }))).toMatchObject({
      code: '500',
      Detail: 'Operation create is not supported.',
    });
  });

  it('make a term of days or of a day, not of nothing', async () => {
    expect(await made('Term', { Name: 'Net 45', DueDays: 45 })).toMatchObject({ Type: 'STANDARD' });
    expect(await made('Term', { Name: 'The 5th', DayOfMonthDue: 5 })).toMatchObject({ Type: 'DATE_DRIVEN' });
    expect(firstError(await sandbox.post('/term', { Name: 'Never' })).code).toBe('2020');
  });

  it('refuse an account without a type', async () => {
    expect(firstError(await sandbox.post('/account', { Name: 'What' })).code).toBe('6010');
  });
});
