import type { Pool } from 'pg';
import type { WireObject } from '#libs/quickbooks';
import { type Company, poll } from '../e2e/company.js';
import { eventually } from '../e2e/eventually.js';
import type { System } from '../e2e/system.js';
import { chart } from './chart.js';
import { laidOutBooks } from './laid-out-books.js';
import { withLinks } from './linked-files.js';
import type { Changes, Edit, HumanAct, Pair, Step } from './pair.js';
import { isPurchase, typeOf } from './pair-purchase.js';

const RECORD_TYPES = ['supplier', 'purchase', 'supplier-credit-note', 'quickbooks-object'];

/** A customer of their own for one pair: an account, books laid out as its context says, and a live pipeline. */
export class PairCompany {
  private constructor(
    private readonly system: System,
    private readonly database: Pool,
    private readonly pair: Pair,
    readonly company: Company,
  ) {}

  static async open(system: System, database: Pool, pair: Pair): Promise<PairCompany> {
    const { changes } = pair;
    const realm = await laidOutBooks(system, pair);
    const account = await system.cin7.post('/accounts', {
      company: 'empty',
      baseCurrency: changes.homeCurrency ?? 'USD',
    });
    const { accountId, applicationKey } = account;
    const { attachmentDownload = 'public' } = changes;
    await system.cin7.post(`/accounts/${accountId}/settings`, { attachmentDownload });
    const cin7 = await system.console.post('/connections/cin7', { name: 'Cin7', accountId, applicationKey });
    const quickBooks = await system.console.post('/connections/quickbooks', { name: 'QuickBooks', ...realm });
    const { id: pipelineId } = await system.console.post('/pipelines', {
      name: pair.name,
      cin7ConnectionId: cin7.id,
      quickbooksConnectionId: quickBooks.id,
      mode: 'live',
    });
    // Read when asked for, so that what is read is what the pair says.
    const schedules = Object.fromEntries(RECORD_TYPES.map((type) => [type, { enabled: false }]));
    await system.console.patch(`/pipelines/${pipelineId}`, { schedules, policies: changes.policies ?? {} });
    const company: Company = {
      accountId,
      realmId: realm.realmId,
      pipelineId,
      connectionIds: { cin7: cin7.id, quickBooks: quickBooks.id },
      cin7: (path) => `/accounts/${accountId}${path}`,
      quickBooks: (path) => `/realms/${realm.realmId}${path}`,
    };
    return new PairCompany(system, database, pair, company);
  }

  /** Everything that the pair tells, in its order, each settled before the next. */
  async play(): Promise<void> {
    const { changes, before, document } = this.pair;
    if (before.length > 0) await this.earlier(changes, before);
    await this.closeBooks(changes);
    await this.rules(changes, false);
    await this.settle();
    if (isPurchase(document)) await this.supplier();
    await this.put(document, {});
    await this.settle();
  }

  private async earlier(changes: Changes, steps: readonly Step[]): Promise<void> {
    await this.settle();
    await this.rules(changes, true);
    for (const step of steps) {
      await this.step(step);
      await this.settle();
    }
  }

  /** Stops what runs by itself, so that a hundred settled companies do not slow the others down. */
  async rest(): Promise<void> {
    await this.system.console.patch(`/pipelines/${this.company.pipelineId}`, { mode: 'paused' });
  }

  /** A supplier's rule may only come as the remedy, once the supplier is posted otherwise. */
  private async rules({ rules = [] }: Changes, isBefore: boolean): Promise<void> {
    const accounts = chart.map(([source, target]) => ({ kind: 'account', source, target }));
    const ours = rules.filter(({ kind }) => !isBefore || kind !== 'supplier');
    const path = `/pipelines/${this.company.pipelineId}/mapping-rules`;
    await this.system.console.put(path, { rules: [...accounts, ...ours] });
  }

  private async closeBooks({ closingDate, sourceLockDate, cutOverDate }: Changes): Promise<void> {
    const { cin7, quickBooks, pipelineId } = this.company;
    if (closingDate) await this.system.quickBooks.post(quickBooks('/settings'), { closingDate });
    if (sourceLockDate) await this.system.cin7.post(cin7('/settings'), { lockDate: sourceLockDate });
    if (cutOverDate) await this.system.console.patch(`/pipelines/${pipelineId}`, { cutOverDate });
  }

  private async step({ document, other, purchase, supplier, quickBooks }: Step): Promise<void> {
    const { document: later } = this.pair;
    if (isPurchase(later) && !supplier) await this.supplier();
    if (supplier) await this.supplier(supplier);
    if (document) await this.put(later, document);
    if (other) await this.put(later, other);
    if (purchase) await this.put(purchase, {});
    if (quickBooks) await this.act(quickBooks);
  }

  /** The supplier of a purchase, in the currency of its vendor; once it is there it is left alone. */
  private async supplier(edit?: Edit): Promise<void> {
    const { document, changes } = this.pair;
    const id = String(document.SupplierID);
    if (this.suppliers.has(id) && !edit) return;
    const { state = 'posted', currency = 'USD' } = changes.vendor ?? {};
    await this.place('suppliers', id, { id, name: document.Supplier, currency: currency ?? 'USD' });
    const set = state === 'held' ? { Currency: '' } : {};
    const path = this.company.cin7(`/suppliers/${id}`);
    await this.system.cin7.post(`${path}/raw`, { set: { ...set, ...edit?.set } });
    if (edit) await this.system.cin7.patch(path, { deprecated: edit.set?.Status === 'Deprecated' });
  }

  private readonly suppliers = new Set<string>();
  private readonly types = new Map<string, string>();

  private async put(document: WireObject, { set = {}, remove = [] }: Edit): Promise<void> {
    const id = String(set.ID ?? document.ID);
    if (isPurchase(document)) await this.purchase(id, document, set);
    else await this.place('suppliers', id, { id, name: document.Name || 'Supplier' });
    const path = this.company.cin7(`/${isPurchase(document) ? 'purchases' : 'suppliers'}/${id}`);
    const linked = await withLinks(this.system, path, document, this.pair.changes.files ?? {});
    await this.system.cin7.post(`${path}/raw`, { document: linked, set, remove });
  }

  private async purchase(
    id: string,
    document: WireObject,
    set: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const type = typeOf({ ...document, ...set });
    const known = this.types.get(id);
    this.types.set(id, type);
    if (known === 'simple' && type === 'advanced')
      await this.system.cin7.post(this.company.cin7(`/purchases/${id}/convert`), {});
    if (known) return;
    const isCredit = type === 'credit' || type === 'purchase-credit';
    await this.system.cin7.post(this.company.cin7('/purchases'), {
      id,
      type,
      supplierId: document.SupplierID,
      orderNumber: set.OrderNumber ?? document.OrderNumber,
      ...(isCredit ? { creditNotes: [{ number: 'listed', date: '2026-10-01' }] } : {}),
    });
  }

  private async place(room: 'suppliers', id: string, description: object): Promise<void> {
    if (this.suppliers.has(id)) return;
    this.suppliers.add(id);
    await this.system.cin7.post(this.company.cin7(`/${room}`), description);
  }

  private async act({ entity, named, create, edit }: HumanAct): Promise<void> {
    const { quickBooks } = this.system;
    const path = this.company.quickBooks(`/objects/${entity}`);
    if (create) {
      await quickBooks.post(path, create);
      return;
    }
    const [objects = []] = Object.values(await quickBooks.get(path)) as [(readonly WireObject[])?];
    const found = objects.find(({ DisplayName, DocNumber }) => (DisplayName ?? DocNumber) === named);
    if (!found) throw new Error(`${this.pair.name}: QuickBooks has no ${entity} ${named}.`);
    if (edit) await quickBooks.patch(`${path}/${found.Id}`, edit);
    else await quickBooks.delete(`${path}/${found.Id}`);
  }

  /**
   * Reads both sides, and waits until nothing is left to map or to write. Suppliers come first: a purchase mapped at the
   * same moment as its supplier may be held until a sweep has seen that, and here nobody would wait for it.
   */
  private async settle(): Promise<void> {
    await this.untilQuiet(['quickbooks-object', 'supplier']);
    await this.untilQuiet(['purchase', 'supplier-credit-note']);
  }

  private async untilQuiet(recordTypes: readonly string[]): Promise<void> {
    const runs = await poll(this.system, this.company, recordTypes);
    const failed = runs.find(({ state }) => state === 'failed');
    if (failed) throw new Error(`${this.pair.name}: ${JSON.stringify(failed)}`);
    await eventually(`${this.pair.name} is settled`, async () => {
      const { rows } = await this.database.query(
        `select number as what, mapping_error as why from source_record
         where pipeline_id = $1 and mapping_seq > mapped_seq
         union all
         select kind || ' ' || state, document_number from posting
         where pipeline_id = $1 and state in ('pending', 'sending', 'in-doubt', 'withdrawing')
         union all
         select 'file ' || state, file_name from attachment
         where pipeline_id = $1 and state in ('pending', 'sending', 'in-doubt')`,
        [this.company.pipelineId],
      );
      if (rows.length > 0) throw new Error(JSON.stringify(rows));
      return true;
    });
  }
}
