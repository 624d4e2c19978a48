import type { Company } from '../e2e/company.js';
import type { Json } from '../e2e/json-client.js';
import type { System } from '../e2e/system.js';

interface Books {
  readonly cin7: Json;
  readonly quickBooks: Json;
}

/** What both companies hold by the emulators' own ledgers. */
export async function booksOf(system: System, company: Company): Promise<Books> {
  const [cin7, quickBooks] = await Promise.all([
    system.cin7.get(company.cin7('/ledger')),
    system.quickBooks.get(company.quickBooks('/ledger')),
  ]);
  return { cin7, quickBooks };
}

/** Marks that more than one document or file in QuickBooks carries. P1: there are none, at any moment. */
export function duplicatesIn({ quickBooks }: Pick<Books, 'quickBooks'>): string[] {
  const seen = new Map<string, string[]>();
  for (const kind of ['bills', 'vendorCredits', 'purchaseOrders', 'attachments'] as const)
    for (const { id, docNumber, privateNote, fileName, note } of quickBooks[kind]) {
      const mark = /\[bb:[a-z2-7]+\]/.exec(privateNote ?? note ?? '')?.[0];
      if (mark) seen.set(mark, [...(seen.get(mark) ?? []), `${kind} ${docNumber ?? fileName} (${id})`]);
    }
  return [...seen.values()].filter(({ length }) => length > 1).map((documents) => documents.join(' = '));
}

/** Where counts, amounts and files differ. P2: nowhere, when all is quiet. */
export function differencesIn(books: Books): string[] {
  return [...amountsThatDiffer(books), ...filesThatDiffer(books)];
}

function amountsThatDiffer({ cin7, quickBooks }: Books): string[] {
  const pairs = [
    ['bills', cin7.invoices.filter(({ isBilled }: Json) => isBilled), quickBooks.bills],
    ['credits', cin7.creditNotes, quickBooks.vendorCredits],
    ['orders', cin7.orders, quickBooks.purchaseOrders],
  ] as const;
  return pairs.flatMap(([kind, here, there]) => {
    const [meant, held] = [sums(here), sums(there)];
    return meant === held ? [] : [`${kind}: Cin7 ${meant}, QuickBooks ${held}`];
  });
}

/** Each file of a purchase hangs once on each of its bills. What hung on a bill that was taken back counts no more. */
function filesThatDiffer({ cin7, quickBooks }: Books): string[] {
  const meant = cin7.invoices
    .filter(({ isBilled }: Json) => isBilled)
    .flatMap(({ number, files }: Json) => files.map((name: string) => `${name} on ${number}`));
  const numbers = new Map(quickBooks.bills.map(({ id, docNumber }: Json) => [id, docNumber]));
  const held = quickBooks.attachments.flatMap(({ fileName, attachedTo }: Json) =>
    attachedTo
      .filter(({ id }: Json) => numbers.has(id))
      .map(({ id }: Json) => `${fileName} on ${numbers.get(id)}`),
  );
  return [...new Set<string>([...meant, ...held])].flatMap((file) => {
    const [here, there] = [meant, held].map((files) => files.filter((each: string) => each === file).length);
    return here === there ? [] : [`files: ${file}: Cin7 ${here}, QuickBooks ${there}`];
  });
}

function sums(documents: readonly { currency: string; total: string }[]): string {
  const byCurrency = new Map<string, { count: number; total: bigint }>();
  for (const { currency, total } of documents) {
    const sum = byCurrency.get(currency) ?? { count: 0, total: 0n };
    byCurrency.set(currency, { count: sum.count + 1, total: sum.total + cents(total) });
  }
  return [...byCurrency]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([currency, { count, total }]) => `${count} of ${currency} ${total}`)
    .join(', ');
}

function cents(amount: string): bigint {
  if (!/^-?\d+\.\d\d$/.test(amount)) throw new Error(`${amount} is not an amount with two places`);
  return BigInt(amount.replace('.', ''));
}
