import { demoCompany } from './demo-company.mjs';
import { jsonClient } from './json-client.mjs';

/**
 * @typedef {{ count: number, total: bigint }} Sum of amounts in hundredths
 * @typedef {object} Ledgers
 * @property {number} vendors
 * @property {Map<string, Sum>} owed what Cin7 says is owed, by currency
 * @property {Map<string, Sum>} ours the bills in QuickBooks that carry our mark, by currency
 */

/**
 * What both companies hold by their own books, asked at the sandboxes' side doors.
 * @param {import('../demo.mjs').Demo} demo
 * @returns {Promise<Ledgers>}
 */
export async function readLedgers(demo) {
  const [cin7, quickBooks] = await Promise.all([
    jsonClient(`${demo.cin7SandboxUrl}/_sandbox`).get(`/accounts/${demoCompany.accountId}/ledger`),
    jsonClient(`${demo.quickBooksSandboxUrl}/_sandbox`).get(`/realms/${demoCompany.realmId}/ledger`),
  ]);
  return {
    vendors: quickBooks.vendors.length,
    owed: byCurrency(cin7.invoices.filter((/** @type {any} */ { isBilled }) => isBilled)),
    ours: byCurrency(
      quickBooks.bills.filter((/** @type {any} */ { privateNote }) => privateNote?.includes('[bb:')),
    ),
  };
}

/** @param {{ currency: string, total: string }[]} documents @returns {Map<string, Sum>} */
function byCurrency(documents) {
  const sums = new Map();
  for (const { currency, total } of documents) {
    const sum = sums.get(currency) ?? { count: 0, total: 0n };
    sums.set(currency, { count: sum.count + 1, total: sum.total + hundredths(total) });
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
export function booksAgree(tieOut, { owed, ours }) {
  const currencies = new Set([
    ...tieOut.bills.map((/** @type {any} */ { currency }) => currency),
    ...owed.keys(),
    ...ours.keys(),
  ]);
  return [...currencies].flatMap((currency) => {
    const row = tieOut.bills.find((/** @type {any} */ bill) => bill.currency === currency);
    return [
      ...difference(`${currency} owed in Cin7`, row?.cin7, owed.get(currency)),
      ...difference(`${currency} of ours in QuickBooks`, row?.quickbooks.ours, ours.get(currency)),
    ];
  });
}

/** @param {string} what @param {{ count: number, total: string } | undefined} said @param {Sum | undefined} held */
function difference(what, said, held) {
  const claimed = { count: said?.count ?? 0, total: hundredths(said?.total ?? '0') };
  const true_ = held ?? { count: 0, total: 0n };
  if (claimed.count === true_.count && claimed.total === true_.total) return [];
  return [
    `${what}: Billbridge says ${claimed.count} for ${claimed.total}, the books say ${true_.count} for ${true_.total} (in hundredths)`,
  ];
}
