import { hundredths, tiedKinds } from './ledgers.mjs';

/** @typedef {import('./ledgers.mjs').Ledgers} Ledgers */

const amountWidth = 16;

/**
 * What arrived in QuickBooks, and what is held and why.
 * @param {{ before: Ledgers, after: Ledgers, problems: any }} facts
 */
export function printArrivals({ before, after, problems }) {
  console.log(`\nIn QuickBooks: ${after.vendors} vendors (${after.vendors - before.vendors} new)`);
  for (const [kind, name] of tiedKinds) {
    const there = count(after.ours[kind]);
    console.log(`  ${there} ${name} (${there - count(before.ours[kind])} new)`);
    for (const [currency, { count: documents, total }] of after.ours[kind])
      console.log(`    ${currency} ${amount(total)}  in ${documents}`);
  }

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
}

/**
 * Both sides, each from its own figures.
 * @param {any} tieOut
 * @param {string[]} differences
 */
export function printTieOut(tieOut, differences) {
  for (const [kind, name] of tiedKinds) printRows(name, tieOut[kind]);
  for (const reason of tieOut.reasons) console.log(`  ! ${reason}`);
  for (const difference of differences) console.log(`  ! ${difference}`);
  console.log(
    tieOut.tiesOut && differences.length === 0
      ? "\nBoth sides tie out to the cent, also by the companies' own books.\n"
      : '\nThe sides do NOT tie out.\n',
  );
}

/** @param {string} name @param {any[]} rows */
function printRows(name, rows) {
  console.log(`\nTie-out of the ${name}:`);
  console.log(
    ['', 'in Cin7', 'posted', 'held', 'excluded', 'other', 'ours in QBO', 'difference']
      .map((title, index) => (index === 0 ? '     ' : title.padStart(amountWidth)))
      .join(''),
  );
  for (const { currency, cin7, states, quickbooks, unaccounted, difference } of rows) {
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
}

/** @param {Map<string, import('./ledgers.mjs').Sum>} sums */
function count(sums) {
  return [...sums.values()].reduce((documents, sum) => documents + sum.count, 0);
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
