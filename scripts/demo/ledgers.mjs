import { jsonClient } from './json-client.mjs';

/** What is compared: the name in the tie-out, what a bookkeeper calls it. */
export const tiedKinds = /** @type {const} */ ([
  ['bills', 'bills'],
  ['credits', 'vendor credits'],
  ['orders', 'purchase orders'],
]);

/**
 * @typedef {'bills' | 'credits' | 'orders'} TiedKind
 * @typedef {{ count: number, total: bigint, tax: bigint }} Sum of amounts in hundredths
 * @typedef {Record<TiedKind, any[]>} Documents by kind, as the sandboxes' ledgers have them
 * @typedef {object} Ledgers
 * @property {number} vendors
 * @property {Documents} cin7 what counts there: what is owed, the credits that stand, the orders that were placed
 * @property {Documents} ours what carries our mark in QuickBooks
 */

/**
 * What both sides hold by their own books, asked at the sandboxes' side doors.
 * @param {{ cin7SandboxUrl: string, quickBooksSandboxUrl: string }} demo
 * @param {{ accountId: string, realmId: string }} company
 * @returns {Promise<Ledgers>}
 */
export async function readLedgers(demo, { accountId, realmId }) {
  const [cin7, quickBooks] = await Promise.all([
    jsonClient(`${demo.cin7SandboxUrl}/_sandbox`).get(`/accounts/${accountId}/ledger`),
    jsonClient(`${demo.quickBooksSandboxUrl}/_sandbox`).get(`/realms/${realmId}/ledger`),
  ]);
  return ledgersOf(cin7, quickBooks);
}

/**
 * @param {any} cin7 the ledger of the Cin7 sandbox
 * @param {any} quickBooks the ledger of the QuickBooks sandbox
 * @returns {Ledgers}
 */
export function ledgersOf(cin7, quickBooks) {
  return {
    vendors: quickBooks.vendors.length,
    cin7: {
      bills: cin7.invoices.filter((/** @type {any} */ { isBilled }) => isBilled),
      credits: cin7.creditNotes,
      orders: cin7.orders,
    },
    ours: {
      bills: marked(quickBooks.bills),
      credits: marked(quickBooks.vendorCredits),
      orders: marked(quickBooks.purchaseOrders),
    },
  };
}

/** @param {any[]} documents */
function marked(documents) {
  return documents.filter(({ privateNote }) => privateNote?.includes('[bb:'));
}

/** @param {{ currency: string, total: string, tax: string }[]} documents @returns {Map<string, Sum>} */
export function byCurrency(documents) {
  const sums = new Map();
  for (const { currency, total, tax } of documents) {
    const sum = sums.get(currency) ?? { count: 0, total: 0n, tax: 0n };
    sums.set(currency, {
      count: sum.count + 1,
      total: sum.total + hundredths(total),
      tax: sum.tax + hundredths(tax),
    });
  }
  return new Map([...sums].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** @param {string} amount decimal text with at most two places */
export function hundredths(amount) {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?0*$/.exec(amount) ?? [];
  if (whole === undefined) throw new Error(`${amount} is not an amount with two places`);
  const value = BigInt(whole + fraction.padEnd(2, '0'));
  return sign === '-' ? -value : value;
}

/**
 * Where the tie-out of Billbridge and the books of the two companies differ; nothing, if all is well.
 * @param {any} tieOut
 * @param {Ledgers} ledgers
 * @returns {string[]}
 */
export function booksAgree(tieOut, { cin7, ours }) {
  return tiedKinds.flatMap(([kind, name]) => {
    const rows = new Map(tieOut[kind].map((/** @type {any} */ row) => [row.currency, row]));
    const [theirs, posted] = [byCurrency(cin7[kind]), byCurrency(ours[kind])];
    const currencies = new Set([...rows.keys(), ...theirs.keys(), ...posted.keys()]);
    return [...currencies].flatMap((currency) => [
      ...difference(`${currency} ${name} in Cin7`, rows.get(currency)?.cin7, theirs.get(currency)),
      ...difference(
        `${currency} ${name} of ours in QuickBooks`,
        rows.get(currency)?.quickbooks.ours,
        posted.get(currency),
      ),
    ]);
  });
}

/** @param {string} what @param {{ count: number, total: string } | undefined} said @param {Sum | undefined} held */
function difference(what, said, held) {
  const claimed = { count: said?.count ?? 0, total: hundredths(said?.total ?? '0') };
  const true_ = held ?? { count: 0, total: 0n, tax: 0n };
  if (claimed.count === true_.count && claimed.total === true_.total) return [];
  return [
    `${what}: Billbridge says ${claimed.count} for ${claimed.total}, the books say ${true_.count} for ${true_.total} (in hundredths)`,
  ];
}
