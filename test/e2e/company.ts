import { eventually } from './eventually.js';
import type { Json } from './json-client.js';
import type { System } from './system.js';

/** One customer: an account at Cin7, a company at QuickBooks, and the live pipeline between them. */
export interface Company {
  readonly accountId: string;
  readonly realmId: string;
  readonly pipelineId: string;
  readonly connectionIds: { readonly cin7: string; readonly quickBooks: string };
  /** Cin7's side door for this account. */
  readonly cin7: (path: string) => string;
  readonly quickBooks: (path: string) => string;
}

export interface CompanyOptions {
  readonly seed?: 'demo' | 'empty';
  readonly mode?: 'live' | 'shadow';
  /** Cin7 account code → QuickBooks account id; by default the codes that `bill()` uses. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** Where the company keeps its books; by default in the US, in dollars. */
  readonly home?: { readonly country: 'US' | 'GB'; readonly currency: string };
}

export async function openCompany(system: System, options: CompanyOptions = {}): Promise<Company> {
  const seed = options.seed ?? 'empty';
  const [account, realm] = await Promise.all([
    system.cin7.post('/accounts', {
      company: seed,
      country: options.home?.country,
      baseCurrency: options.home?.currency,
    }),
    system.quickBooks.post('/realms', { company: seed, country: options.home?.country }),
  ]);
  const cin7 = await system.console.post('/connections/cin7', {
    name: 'Cin7',
    accountId: account.accountId,
    applicationKey: account.applicationKey,
  });
  const quickBooks = await system.console.post('/connections/quickbooks', {
    name: 'QuickBooks',
    realmId: realm.realmId,
    refreshToken: realm.refreshToken,
  });
  const pipeline = await system.console.post('/pipelines', {
    name: `pipeline ${realm.realmId}`,
    cin7ConnectionId: cin7.id,
    quickbooksConnectionId: quickBooks.id,
    mode: options.mode ?? 'live',
  });
  const company: Company = {
    accountId: account.accountId,
    realmId: realm.realmId,
    pipelineId: pipeline.id,
    connectionIds: { cin7: cin7.id, quickBooks: quickBooks.id },
    cin7: (path) => `/accounts/${account.accountId}${path}`,
    quickBooks: (path) => `/realms/${realm.realmId}${path}`,
  };
  if (options.accounts) await mapAccounts(system, company, options.accounts);
  return company;
}

export async function mapAccounts(
  system: System,
  company: Company,
  accounts: Readonly<Record<string, string>>,
): Promise<Json> {
  const rules = Object.entries(accounts).map(([source, target]) => ({ kind: 'account', source, target }));
  return system.console.put(`/pipelines/${company.pipelineId}/mapping-rules`, { rules });
}

/** Cin7's code of the inventory account and QuickBooks' id of it, in the sandbox's companies. */
export const INVENTORY = { '1200': '81' };

/** A customer with one supplier and one authorised invoice of 125.50. */
export async function companyWithInvoice(
  system: System,
  accounts: Readonly<Record<string, string>> = INVENTORY,
) {
  const company = await openCompany(system, { accounts });
  const supplier = await system.cin7.post(company.cin7('/suppliers'), { name: 'Tidewater Rope Works' });
  const purchase = await system.cin7.post(company.cin7('/purchases'), {
    type: 'simple',
    supplierId: supplier.ID,
    invoices: [
      {
        number: 'TW-1001',
        date: '2026-11-02',
        status: 'AUTHORISED',
        lines: [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity: 5, price: 25.1, tax: 0 }],
      },
    ],
  });
  return { company, supplier, purchase };
}

/** A whole company takes a busy machine minutes to read. */
const READING_LIMIT_MS = 180_000;

/**
 * Reads both sides now, and waits until the runs have ended. A run that was under way already may have read before the
 * test's last change, so then it is asked once more.
 */
export async function poll(
  system: System,
  company: Company,
  recordTypes?: readonly string[],
): Promise<Json[]> {
  const path = `/pipelines/${company.pipelineId}/sync-runs`;
  const askedAt = Date.now();
  const asked = await system.console.post(path, recordTypes ? { recordTypes } : {});
  const ids = asked.items.map(({ id }: Json) => id);
  const runs = await eventually(
    'all sync runs have ended',
    async () => {
      const { items } = await system.console.get(path);
      const ours = items.filter(({ id }: Json) => ids.includes(id));
      return ours.every(({ state }: Json) => state === 'succeeded' || state === 'failed') && ours;
    },
    READING_LIMIT_MS,
  );
  const wereUnderWay = runs.some(({ queuedAt }: Json) => Date.parse(queuedAt) < askedAt);
  return wereUnderWay ? poll(system, company, recordTypes) : runs;
}

/** From now on QuickBooks is read only when it is asked for, so that no reading is under way when a test changes it. */
export async function stopReadingQuickBooks(system: System, { pipelineId }: Company): Promise<void> {
  const schedules = { 'quickbooks-object': { enabled: false } };
  await system.console.patch(`/pipelines/${pipelineId}`, { schedules });
}

export async function postings(system: System, company: Company, query = ''): Promise<Json[]> {
  const items: Json[] = [];
  for (let cursor = ''; ; ) {
    const page = await system.console.get(
      `/postings?pipelineId=${company.pipelineId}&limit=200${query}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    items.push(...page.items);
    if (!page.nextCursor) return items;
    cursor = page.nextCursor;
  }
}

/** The one bill of the pipeline, once it is in one of the states. */
export async function bill(system: System, company: Company, ...states: readonly string[]): Promise<Json> {
  return eventually(`the bill is ${states.join(' or ')}`, async () => {
    const [found] = await postings(system, company, '&kind=bill');
    if (found && states.includes(found.state)) return found;
    throw new Error(JSON.stringify(found ?? 'there is no bill'));
  });
}

/**
 * The problem for which the bill is held, once it is the only one: until the suppliers and the accounts are read too, a bill
 * that is mapped early lacks them as well.
 */
export async function heldBill(system: System, company: Company, code: string): Promise<Json> {
  return eventually(`the bill is held for ${code} alone`, async () => {
    const held = await bill(system, company, 'held');
    if (held.problems.length === 1 && held.problems[0].code === code) return held;
    throw new Error(JSON.stringify(held.problems));
  });
}

export async function ledger(system: System, company: Company): Promise<Json> {
  return system.quickBooks.get(company.quickBooks('/ledger'));
}
