import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type StartedSandbox, startedSandbox } from '../../apps/sandbox/src/cin7/started-sandbox.js';
import {
  type Json,
  type JsonObject,
  objectOf,
  objectsOf,
  textOf,
} from '../../apps/sandbox/src/quickbooks/json.js';
import { type Cin7World, openCin7World } from './cin7/cin7-world.js';
import { describeWithRecordings, recording } from './recordings.js';

const shapes = (): JsonObject => objectOf(recording('cin7/observed/live_shapes')) ?? {};
const names = (value: Json | undefined): string[] => Object.keys(objectOf(value) ?? {}).sort();
const listed = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String).sort() : []);

describeWithRecordings('the Cin7 emulator beside what live accounts were seen to do', () => {
  let sandbox: StartedSandbox;
  let world: Cin7World;
  beforeAll(async () => {
    sandbox = await startedSandbox();
    world = await openCin7World(sandbox);
  });
  afterAll(() => sandbox.close());

  it('gives an advanced purchase the members that live ones have, and its invoices theirs', async () => {
    const { body } = await world.api(
      `GET advanced-purchase?ID=${await world.purchase('advanced', 'invoiced')}`,
    );
    expect(names(body)).toEqual(listed(shapes().advanced_purchase_top_level_keys));
    const [invoice] = objectsOf(objectOf(body)?.Invoice);
    expect(names(invoice)).toEqual(listed(shapes().advanced_invoice_keys));
    expect(names(objectsOf(invoice?.Lines)[0])).toContain(shapes().invoice_line_extra_key);
  });

  it('gives the invoice of a simple purchase the members that live ones have', async () => {
    const { body } = await world.api(`GET purchase?ID=${await world.purchase('simple', 'invoiced')}`);
    expect(names(objectOf(body)?.Invoice)).toEqual(listed(shapes().simple_invoice_keys));
  });

  it.each(['Status=INVOICED,RECEIVING', 'Status=INVOICED|RECEIVING'])(
    'finds nothing for %s',
    async (filter) => {
      await world.purchase('simple', 'invoiced');
      const { body } = await world.api(`GET purchaseList?${filter}`);
      expect(objectOf(shapes().filter_measurements_account_A)?.[filter]).toBe(0);
      expect(objectOf(body)).toMatchObject({ Total: 0 });
    },
  );

  it('takes a purchase in two steps, as an account owner has published', async () => {
    const told = objectOf(recording('cin7/observed/purchase_create_two_step')) ?? {};
    const begun = await world.api(
      'POST purchase',
      world.own(sent(told.step1), { Location: 'Main Warehouse', Terms: '30 days' }),
    );
    expect(begun.status).toBe(200);
    const answered = objectOf(objectOf(told.step1)?.response_fields) ?? {};
    expect(names(begun.body)).toEqual(expect.arrayContaining(names(answered)));
    expect(objectOf(begun.body)?.Order).toMatchObject(objectOf(answered.Order) ?? {});
    const TaskID = textOf(objectOf(begun.body)?.ID) ?? '';
    const ordered = await world.api(
      'POST purchase/order',
      world.own(sent(told.step2), { TaskID, SKU: 'Bread' }),
    );
    expect(objectOf(ordered.body)).toMatchObject({ Status: 'DRAFT' });
    expect(objectsOf(objectOf(ordered.body)?.Lines)[0]).toMatchObject({
      ProductID: expect.any(String),
      Name: 'Bread',
    });
  });

  it('codes the accounts as a company does that is linked to QuickBooks', async () => {
    const { body } = await world.api('GET ref/account?Limit=1000');
    const codes = objectsOf(objectOf(body)?.AccountsList).map(({ Code }) => Code);
    const form = /^_\d+_$/;
    expect(listed(shapes().account_codes_when_linked_to_qbo).every((code) => form.test(code))).toBe(true);
    expect(codes.some((code) => form.test(String(code)))).toBe(true);
  });
});

function sent(step: Json | undefined): Json {
  return objectOf(objectOf(step)?.request)?.body ?? null;
}
