import { demoCredentials } from './seed/new-tenant.js';
import { type Cin7SandboxOptions, startCin7Sandbox } from './server.js';

/** For specs only: a running emulator with both of its doors. */
export interface StartedSandbox {
  readonly url: string;
  readonly demo: Credentials;
  /** Calls the API with the credentials of an account, the demo one if none are given. */
  api<Body = Json>(call: string, body?: unknown, credentials?: Credentials): Promise<Answered<Body>>;
  door<Body = Json>(call: string, body?: unknown): Promise<Body>;
  account(options?: object): Promise<Credentials>;
  close(): Promise<void>;
}

export interface Credentials {
  readonly accountId: string;
  readonly applicationKey: string;
}

/** What specs read of answers, whichever document it is; a wrong member shows as a failed expectation. */
export interface Seen {
  readonly ID: string;
  readonly TaskID: string;
  readonly Type: string;
  readonly Status: string;
  readonly Name: string;
  readonly Exception: string;
  readonly OrderNumber: string;
  readonly InvoiceNumber: string;
  readonly LastUpdatedDate: string;
  readonly OrderDate: string;
  readonly DateCreated: string;
  readonly Account: string | null;
  readonly Page: number;
  readonly Total: number;
  readonly InvoiceAmount: number;
  readonly Amount: number;
  readonly Success: boolean;
  readonly IsActive: boolean;
  readonly DownloadUrl: string;
  readonly FileName: string;
  readonly SKU: string;
  readonly CreditNoteNumber: string;
  readonly CreditNoteStatus: string;
  readonly IsSystem: boolean;
  readonly Reference: string;
  readonly DepositID: string;
  readonly RemainingAmount: number;
  readonly ExternalPassword: string;
  readonly ExternalBearerToken: string | null;
  readonly CreditNotes: readonly Seen[];
  readonly StockReceiving: readonly Seen[];
  readonly ManualJournals: readonly Seen[];
  readonly Webhooks: readonly Seen[];
  readonly Products: readonly Seen[];
  readonly Transactions: readonly Seen[];
  readonly SupplierDeposits: readonly Seen[];
  readonly LocationList: readonly Seen[];
  readonly AttributeSetList: readonly Seen[];
  readonly Attachments: readonly Seen[];
  readonly deliveries: readonly {
    readonly state: string;
    readonly attempts: readonly { readonly status: number | null }[];
  }[];
  /** One object in simple purchases, a list in advanced ones. */
  readonly Invoice: Json;
  readonly Invoices: readonly Seen[];
  readonly Lines: readonly Seen[];
  readonly AdditionalCharges: readonly Seen[];
  readonly Payments: readonly Seen[];
  readonly StockReceived: readonly Seen[];
  readonly PutAway: readonly Seen[];
  readonly PurchaseList: readonly Seen[];
  readonly SupplierList: readonly Seen[];
  readonly AccountsList: readonly Seen[];
  readonly invoices: readonly LedgerEntry[];
  readonly creditNotes: readonly LedgerEntry[];
  readonly totals: object;
  readonly calls: readonly { readonly authHeaders: readonly string[] }[];
}

interface LedgerEntry {
  readonly purchaseId: string;
  readonly number: string;
  readonly total: string;
  readonly tax: string;
  readonly currency: string;
  readonly isBilled: boolean;
  readonly accounts: readonly string[];
}

export type Json = Seen & readonly Seen[];

export interface Answered<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

export async function startedSandbox(options: Partial<Cin7SandboxOptions> = {}): Promise<StartedSandbox> {
  const sandbox = await startCin7Sandbox({ port: 0, sideDoor: true, callsPerMinute: 10_000, ...options });
  const url = `http://127.0.0.1:${sandbox.port}`;
  const api = <Body = Json>(call: string, body?: unknown, credentials: Credentials = demoCredentials) => {
    const headers = {
      'api-auth-accountid': credentials.accountId,
      'api-auth-applicationkey': credentials.applicationKey,
    };
    return send<Body>(`${url}/ExternalApi/v2/`, { call, body, headers });
  };
  const door = async <Body = Json>(call: string, body?: unknown): Promise<Body> => {
    const answer = await send<Body>(`${url}/_sandbox/`, { call, body });
    if (answer.status !== 200) throw new Error(`${call}: ${answer.status} ${answer.text}`);
    return answer.body;
  };
  const account = (wanted: object = {}) => door<Credentials>('POST accounts', wanted);
  return { url, demo: demoCredentials, api, door, account, close: sandbox.close };
}

/** `call` is a method and a path: `GET me`. */
async function send<Body>(
  base: string,
  { call, body, headers }: { call: string; body?: unknown; headers?: Record<string, string> },
): Promise<Answered<Body>> {
  const [method = 'GET', ...path] = call.split(' ');
  const response = await fetch(base + path.join(' '), {
    method,
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) as Body };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
