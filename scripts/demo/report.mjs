import { byCurrency, hundredths, tiedKinds } from './ledgers.mjs';
import { tiesOut } from './run-company.mjs';

/** @typedef {import('./run-company.mjs').CompanyReport} CompanyReport */

const amountWidth = 16;

/** @param {CompanyReport} report */
export function printReport(report) {
  console.log(`\n== ${report.company.name} (${report.company.country}) ==`);
  printArrivals(report);
  printTieOut(report);
}

/** What arrived in QuickBooks, and what is held and why. @param {CompanyReport} report */
function printArrivals({ company, before, after, problems }) {
  console.log(`\nIn QuickBooks: ${after.vendors} vendors (${after.vendors - before.vendors} new)`);
  for (const [kind, name] of tiedKinds) {
    const there = after.ours[kind].length;
    console.log(`  ${there} ${name} (${there - before.ours[kind].length} new)`);
    for (const [currency, { count, total, tax }] of byCurrency(after.ours[kind])) {
      const taxed = company.hasPurchaseTaxes ? `, of which tax ${amount(tax).trim()}` : '';
      console.log(`    ${currency} ${amount(total)}  in ${count}${taxed}`);
    }
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

/** Both sides, each from its own figures. @param {CompanyReport} report */
function printTieOut(report) {
  const { company, tieOut, differences } = report;
  for (const [kind, name] of tiedKinds) printRows(name, tieOut[kind]);
  for (const reason of [...tieOut.reasons, ...differences]) console.log(`  ! ${reason}`);
  const taxes = company.hasPurchaseTaxes ? ', its taxes included' : '';
  console.log(
    tiesOut(report)
      ? `\n${company.name} ties out to the cent on both sides, document by document and by its own books${taxes}.\n`
      : `\nThe sides of ${company.name} do NOT tie out.\n`,
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
