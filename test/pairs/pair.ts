import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type {
  ListedObject,
  MappingRule,
  PipelinePolicies,
  PurchaseEvidence,
  Tracking,
  VendorEvidence,
} from '#libs/domain';
import type { WireObject } from '#libs/quickbooks';
import type { Vendor } from './pair-vendor.js';

/** The headings under which the pairs stand, each with what a reader finds there. */
export const headings = {
  suppliers: 'Documents: suppliers',
  orders: 'Documents: orders',
  invoices: 'Documents: invoices',
  credits: 'Documents: credits',
  edits: 'Documents: edits after posting',
  attachments: 'Attachments',
  allocation: 'Allocation',
  money: 'Money',
} as const;
export type Heading = keyof typeof headings;

/** What differs from the company that all pairs share. */
export interface Changes {
  readonly multiCurrency?: boolean;
  readonly cutOverDate?: string;
  readonly rules?: readonly MappingRule[];
  readonly closingDate?: string;
  readonly tracking?: Partial<Tracking>;
  readonly sourceLockDate?: string;
  readonly homeCurrency?: string;
  readonly policies?: Partial<PipelinePolicies>;
  /** QuickBooks' accounts payable in foreign currencies: currency → id. It opens one with the first bill. */
  readonly payables?: Readonly<Record<string, string>>;
  /** Names of inactive vendors stay held, as where QuickBooks has not marked them as deleted. */
  readonly inactiveNamesHeld?: boolean;
  /** QuickBooks' tax codes and rates as it writes them; a company without is one in the US. */
  readonly taxCodes?: readonly WireObject[];
  readonly taxRates?: readonly WireObject[];
  readonly usesSalesTax?: boolean;
  readonly items?: readonly ListedObject[];
  readonly classes?: readonly ListedObject[];
  readonly departments?: readonly ListedObject[];
  readonly customers?: readonly ListedObject[];
  readonly vendor?: Partial<PurchaseEvidence['vendor'] & object> | null;
  readonly known?: PurchaseEvidence['known'];
  readonly orderDrift?: PurchaseEvidence['orderDrift'];
  readonly takenNumbers?: readonly string[];
  readonly named?: readonly Vendor[];
  readonly ruled?: Vendor;
  /** The vendor that we made for the supplier before. */
  readonly own?: Vendor;
  readonly retired?: boolean;
  readonly needed?: boolean;
  readonly holders?: VendorEvidence['holders'];
  /** What is in the files of the purchase: name in Cin7 → text. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether Cin7's links to files can be followed as they are. */
  readonly attachmentDownload?: 'public' | 'login';
}

/** What the company's own books say of a document in the end, as decimal text. */
export interface Books {
  readonly total: string;
  readonly tax: string;
  readonly currency: string;
  /** Units of the home currency for one of the document's. */
  readonly rate: string;
}

/** What becomes of one file on one bill: what QuickBooks is given, or why it is not. */
export interface ExpectedFile {
  readonly file: string;
  readonly draft?: { readonly FileName: string; readonly ContentType: string };
  readonly hold?: readonly [code: string, subject: string];
  /** Where only fetching it shows that it cannot be carried. */
  readonly end?: { readonly hold: readonly [code: string, subject: string] };
}

/** What one document comes to: one of a draft, a hold, an exclusion, an adoption or a withdrawal. */
export interface Expected {
  readonly kind: 'vendor' | 'purchase-order' | 'bill' | 'vendor-credit';
  readonly key: string;
  readonly draft?: WireObject;
  readonly hold?: readonly (readonly [code: string, subject: string])[];
  readonly exclude?: string;
  readonly adopt?: string;
  readonly withdraw?: true;
  /** What is in the books when all is settled; left out, nothing of it is there. */
  readonly books?: Books;
  /** The files that go to a bill. */
  readonly files?: readonly ExpectedFile[];
  /** Where the decision is not the end of it: what becomes of it, with its own problems. */
  readonly end?: { readonly state: string; readonly hold?: Expected['hold']; readonly draft?: WireObject };
}

/** Members to set or to remove, by dotted path, in Cin7's document of the pair. */
export interface Edit {
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
}

/** What a person does in QuickBooks to the object of this name or number. */
export interface HumanAct {
  readonly entity: string;
  readonly named?: string;
  readonly create?: WireObject;
  readonly edit?: WireObject;
  readonly act?: 'delete';
}

/** Something that happened, and settled, before Cin7's document became what it is. */
export interface Step {
  /** The document as it was then. */
  readonly document?: Edit;
  /** Another document, told as what it differs in. */
  readonly other?: Edit;
  /** A purchase of the pair's supplier, as Cin7 has it. */
  readonly purchase?: WireObject;
  /** The supplier of the purchase, told as what it differs in. */
  readonly supplier?: Edit;
  readonly quickBooks?: HumanAct;
}

export interface Pair {
  readonly name: string;
  readonly heading: Heading;
  readonly why: string;
  readonly document: WireObject;
  readonly changes: Changes;
  /** Text where the document cannot be read at all. */
  readonly expected: readonly Expected[] | 'unreadable';
  readonly before: readonly Step[];
}

const folder = path.resolve('test', 'golden');

/** All pairs, by heading. A folder that is no pair, or stands under no heading, is an error. */
export function readPairs(): readonly Pair[] {
  const found = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const stray = found.find(({ name }) => !(name in headings));
  if (stray) throw new Error(`test/golden/${stray.name} is no heading; there are ${Object.keys(headings)}.`);
  return (Object.keys(headings) as Heading[]).flatMap((heading) =>
    readdirSync(path.join(folder, heading))
      .sort()
      .map((name) => readPair(heading, name)),
  );
}

function readPair(heading: Heading, name: string): Pair {
  const text = (file: string) => readFileSync(path.join(folder, heading, name, file), 'utf8');
  const json = (file: string) => JSON.parse(text(file)) as never;
  const isThere = (file: string) => existsSync(path.join(folder, heading, name, file));
  return {
    name: `${heading}/${name}`,
    heading,
    why: text('why.md'),
    document: json('cin7.json'),
    changes: isThere('context.json') ? json('context.json') : {},
    expected: json('quickbooks.json'),
    before: isThere('before.json') ? json('before.json') : [],
  };
}
