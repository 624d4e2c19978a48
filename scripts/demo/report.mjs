import { hundredths } from './ledgers.mjs';

/** @typedef {import('./ledgers.mjs').Ledgers} Ledgers */

const amountWidth = 16;

/**
 * What arrived in QuickBooks, and what is held and why.
 * @param {{ before: Ledgers, after: Ledgers, tieOut: any, problems: any }} facts
 */
export function printArrivals({ before, after, tieOut, problems }) {
  const billsBefore = count(before);
  console.log(
    `\nIn QuickBooks: ${after.vendors} vendors (${after.vendors - before.vendors} new), ${count(after)} bills (${count(after) - billsBefore} new)`,
  );
  for (const [currency, { count: bills, total }] of after.ours)
    console.log(`  ${currency} ${amount(total)}  in ${bills} bills`);

  const { items } = problems;
  console.log(items.length > 0 ? '\nHeld, by cause:' : '\nNothing is held.');
  for (const { code, count: held, totals, message } of items) {
    const sums = totals.map(
      (/** @type {any} */ { currency, total }) =>
        `${currency} ${amount(hundredths(shortened(total))).trim()}`,
    );
    console.log(`  ${String(held).padStart(4)}  ${code}${sums.length > 0 ? ` (${sums.join(', ')})` : ''}`);
    console.log(`        ${message}`);
  }
  const kinds = new Map();
  for (const { kind, state, count: left } of tieOut.otherKinds)
    if (state === 'excluded') kinds.set(kind, (kinds.get(kind) ?? 0) + left);
  if (kinds.size > 0) console.log('\nNot carried yet, and counted:');
  for (const [kind, left] of kinds) console.log(`  ${String(left).padStart(4)}  ${kind}`);
}

/**
 * Both sides, each from its own figures.
 * @param {any} tieOut
 * @param {string[]} differences
 */
export function printTieOut(tieOut, differences) {
  console.log('\nTie-out of the bills:');
  console.log(
    ['', 'owed in Cin7', 'posted', 'held', 'excluded', 'other', 'ours in QBO', 'difference']
      .map((title, index) => (index === 0 ? '     ' : title.padStart(amountWidth)))
      .join(''),
  );
  for (const { currency, cin7, states, quickbooks, unaccounted, difference } of tieOut.bills) {
    const other = ['rejected', 'shadow', 'in-progress', 'withdrawn'].reduce(
      (sum, state) => sum + hundredths(states[state]?.total ?? '0'),
      0n,
    );
    const off = hundredths(unaccounted.total) + hundredths(difference.total);
    const figures = [cin7.total, states.posted.total, states.held.total, states.excluded.total].map(
      hundredths,
    );
    console.log(
      `  ${currency}${[...figures, other, hundredths(quickbooks.ours.total), off].map(amount).join('')}`,
    );
  }
  for (const reason of tieOut.reasons) console.log(`  ! ${reason}`);
  for (const difference of differences) console.log(`  ! ${difference}`);
  console.log(
    tieOut.tiesOut && differences.length === 0
      ? "\nBoth sides tie out to the cent, also by the companies' own books.\n"
      : '\nThe sides do NOT tie out.\n',
  );
}

/** @param {Ledgers} ledgers */
function count({ ours }) {
  return [...ours.values()].reduce((bills, sum) => bills + sum.count, 0);
}

/** @param {bigint} total in hundredths */
function amount(total) {
  const sign = total < 0n ? '-' : '';
  const digits = (total < 0n ? -total : total).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${digits.slice(-2)}`.padStart(amountWidth);
}

/** The database keeps four places of which the last two are zero. @param {string} total */
function shortened(total) {
  return total.replace(/(\.\d\d)0+$/, '$1');
}
