import { z } from 'zod';
import { expected, type Http, jsonOf, RemoteError } from '#libs/http';
import { businessDate } from './amounts.js';
import { failureOf } from './failure.js';

/** Something that is shown only where it is used. */
export interface Concealed {
  reveal(): string;
}

export interface Cin7Account {
  /** With `/ExternalApi/v2`, without a slash at the end. */
  readonly apiUrl: string;
  readonly accountId: string;
  readonly applicationKey: Concealed;
  /** Done before each call leaves. */
  readonly beforeCall?: () => Promise<void>;
}

/** One page of a list. `rows` are the documents as they came. */
export interface Page {
  /** Infinite where Cin7 does not say: then only an empty page is the end. */
  readonly total: number;
  readonly rows: readonly unknown[];
}

export interface Company {
  readonly name: string;
  readonly baseCurrency: string;
  readonly timeZone: string;
  readonly lockDate: string | null;
}

export interface Cin7AccountRow {
  readonly code: string;
  readonly name: string;
  readonly type: string | null;
  readonly active: boolean;
}

export interface Cin7TaxRuleRow {
  readonly name: string;
  /** As Cin7 writes it: a JSON number. */
  readonly percent: number;
  /** The code of the account that Cin7 books it on. */
  readonly account: string | null;
}

export interface PurchaseQuery {
  readonly page: number;
  /** Null lists all. */
  readonly updatedSince: Date | null;
  /** Rows a page, `PAGE_SIZE` at most. */
  readonly limit?: number;
}

/** The largest page that Cin7 serves. */
export const PAGE_SIZE = 1000;

/** Some lists never give more, however many are asked for. */
const LIST_PAGE_SIZE = 500;

/** Purchases come with 28 columns each; smaller pages keep one step of a run short. */
export const PURCHASE_PAGE_SIZE = 250;

const Me = z.object({
  Company: z.string(),
  Currency: z.string(),
  TimeZone: z.string(),
  LockDate: z.string().nullish(),
});

const Account = z.object({
  Code: z.string(),
  Name: z.string(),
  Type: z.string().nullish(),
  Status: z.string().nullish(),
});

const TaxRule = z.object({ Name: z.string(), TaxPercent: z.number(), Account: z.string().nullish() });

const Identified = z.looseObject({ ID: z.string() });

const Numbered = z.looseObject({ OrderNumber: z.string() });

const List = z.looseObject({ Total: z.number().nullish() });

/** Everything that we ask of Cin7 Core, one method for each question. It only ever reads. */
export class Cin7Client {
  constructor(
    private readonly http: Http,
    private readonly account: Cin7Account,
  ) {}

  async company(): Promise<Company> {
    const me = expected(Me, await this.get('me', {}), 'Cin7 answered me');
    return {
      name: me.Company,
      baseCurrency: me.Currency,
      timeZone: me.TimeZone,
      lockDate: businessDate(me.LockDate),
    };
  }

  async accounts(): Promise<readonly Cin7AccountRow[]> {
    return (await this.wholeList('ref/account', 'AccountsList')).map((row) => {
      const { Code, Name, Type, Status } = expected(Account, row, 'Cin7 listed an account');
      return { code: Code, name: Name, type: Type ?? null, active: (Status ?? 'ACTIVE') === 'ACTIVE' };
    });
  }

  /** Those that are active and meant for purchases. */
  async purchaseTaxRules(): Promise<readonly Cin7TaxRuleRow[]> {
    const rows = await this.wholeList('ref/tax', 'TaxRuleList', {
      IsActive: 'true',
      IsTaxForPurchase: 'true',
    });
    return rows.map((row) => {
      const { Name, TaxPercent, Account: account } = expected(TaxRule, row, 'Cin7 listed a tax rule');
      return { name: Name, percent: TaxPercent, account: account ?? null };
    });
  }

  /** Every row of a list, as they came. */
  async wholeList(
    path: string,
    listKey: string,
    filters: Readonly<Record<string, string>> = {},
  ): Promise<readonly unknown[]> {
    const rows: unknown[] = [];
    for (let page = 1; ; page += 1) {
      const { total, rows: found } = await this.page(path, listKey, {
        ...filters,
        Page: page,
        Limit: LIST_PAGE_SIZE,
      });
      rows.push(...found);
      if (found.length === 0 || rows.length >= total) return rows;
    }
  }

  /** Deprecated suppliers are hidden unless asked for; without them a deprecation would never be seen. */
  async suppliers(query: { readonly page: number; readonly modifiedSince: Date | null }): Promise<Page> {
    return this.page('supplier', 'SupplierList', {
      Page: query.page,
      Limit: PAGE_SIZE,
      IncludeDeprecated: 'true',
      ...(query.modifiedSince ? { ModifiedSince: query.modifiedSince.toISOString() } : {}),
    });
  }

  /** The list's row of one supplier; null where Cin7 does not have it. */
  async supplier(id: string): Promise<unknown> {
    const { rows } = await this.page('supplier', 'SupplierList', { ID: id, IncludeDeprecated: 'true' });
    // A filter that is not known would be ignored, and the first of all be taken for the one.
    const isIt = (row: unknown) => Identified.safeParse(row).data?.ID.toLowerCase() === id.toLowerCase();
    return rows.find(isIt) ?? null;
  }

  async purchases(query: PurchaseQuery): Promise<Page> {
    return this.page('purchaseList', 'PurchaseList', changedSince(query));
  }

  /** Purchases that have a credit note, and credits that stand alone. */
  async creditNotes(query: PurchaseQuery): Promise<Page> {
    return this.page('purchaseCreditNoteList', 'PurchaseList', changedSince(query));
  }

  /**
   * The list's row of the purchase, or the credit that stands alone, with exactly this number; null where none has it. The
   * search looks into other members as well, and for parts of them.
   */
  async numbered(number: string): Promise<unknown> {
    for (const path of ['purchaseList', 'purchaseCreditNoteList']) {
      const { rows } = await this.page(path, 'PurchaseList', {
        Page: 1,
        Limit: PURCHASE_PAGE_SIZE,
        Search: number,
      });
      const found = rows.find((row) => Numbered.safeParse(row).data?.OrderNumber === number);
      if (found !== undefined) return found;
    }
    return null;
  }

  /**
   * One purchase, whole, as text. The list's type says which endpoint has it; but a Simple Purchase may have been
   * turned into an Advanced one since, and an endpoint may answer with an empty shell, so the other one is asked next.
   */
  async purchase(id: string, type: string | null): Promise<string> {
    const endpoints =
      type === 'Simple Purchase' ? ['purchase', 'advanced-purchase'] : ['advanced-purchase', 'purchase'];
    let refusal: RemoteError | null = null;
    for (const endpoint of endpoints) {
      try {
        const answer = await this.ask(endpoint, { ID: id });
        if (isLoaded(jsonOf(answer), id)) return answer.body;
      } catch (error) {
        if (!(error instanceof RemoteError) || error.failure !== 'rejected') throw error;
        refusal ??= error;
      }
    }
    throw refusal ?? new RemoteError('rejected', `Cin7 answered purchase ${id} with an empty document`);
  }

  private async page(
    path: string,
    listKey: string,
    query: Readonly<Record<string, string | number>>,
  ): Promise<Page> {
    const body = expected(List, await this.get(path, query), `Cin7 answered ${path}`);
    const rows = body[listKey];
    if (!Array.isArray(rows))
      throw new RemoteError('unknown', `Cin7 answered ${path} without ${listKey}: check CIN7_API_URL`);
    return { total: body.Total ?? Number.POSITIVE_INFINITY, rows };
  }

  private async get(path: string, query: Readonly<Record<string, string | number>>): Promise<unknown> {
    return jsonOf(await this.ask(path, query));
  }

  private async ask(path: string, query: Readonly<Record<string, string | number>>) {
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    await this.account.beforeCall?.();
    const answer = await this.http({
      method: 'GET',
      url: `${this.account.apiUrl}/${path}${search.size > 0 ? `?${search}` : ''}`,
      headers: {
        accept: 'application/json',
        'api-auth-accountid': this.account.accountId,
        'api-auth-applicationkey': this.account.applicationKey.reveal(),
      },
    });
    const failure = failureOf(answer, new Date());
    if (failure) throw failure;
    return answer;
  }
}

function changedSince({ page, updatedSince, limit }: PurchaseQuery) {
  return {
    Page: page,
    Limit: limit ?? PURCHASE_PAGE_SIZE,
    ...(updatedSince ? { UpdatedSince: updatedSince.toISOString() } : {}),
  };
}

function isLoaded(detail: unknown, id: string): boolean {
  const shell = z.looseObject({
    ID: z.string(),
    Status: z.string().nullish(),
    OrderNumber: z.string().nullish(),
  });
  const parsed = shell.safeParse(detail);
  return (
    parsed.success &&
    parsed.data.ID.toLowerCase() === id.toLowerCase() &&
    Boolean(parsed.data.Status) &&
    Boolean(parsed.data.OrderNumber)
  );
}
