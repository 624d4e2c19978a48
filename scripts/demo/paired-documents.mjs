import { hundredths, tiedKinds } from './ledgers.mjs';

/** How the note of each kind begins, which names the document of Cin7. */
const noteOf = {
  bills: (/** @type {any} */ { orderNumber, number }) =>
    `Cin7 purchase ${orderNumber}, supplier invoice ${number}`,
  credits: (/** @type {any} */ { orderNumber, number }) =>
    `Cin7 purchase ${orderNumber}, supplier credit note ${number}`,
  orders: (/** @type {any} */ { orderNumber }) => `Cin7 purchase ${orderNumber}`,
};

/** What may follow: our mark, or what a credit note is on. Without it A-1 would be taken for A-10. */
const afterNote = /^(?: \[|, on )/;

/**
 * Where a document of ours does not say what its twin in Cin7 says. Sums may agree while two documents have each other's
 * amounts, so every one is looked at: one document for one document, of the same currency, rate, total and tax.
 * @param {import('./ledgers.mjs').Ledgers} ledgers
 * @param {{ hasPurchaseTaxes: boolean }} company elsewhere the tax is a line, and QuickBooks knows of none
 * @returns {string[]}
 */
export function pairDifferences({ cin7, ours }, { hasPurchaseTaxes }) {
  return tiedKinds.flatMap(([kind, name]) => {
    const open = new Map(cin7[kind].map((document) => [noteOf[kind](document), document]));
    return ours[kind].flatMap((posted) => {
      const note = [...open.keys()].find(
        (each) =>
          posted.privateNote.startsWith(each) && afterNote.test(posted.privateNote.slice(each.length)),
      );
      if (note === undefined)
        return [`${name}: ${posted.docNumber} is no document of Cin7, or another one is it too`];
      const paper = open.get(note);
      open.delete(note);
      const wanted = facts(paper, paper.currencyRate, hasPurchaseTaxes);
      const held = facts(posted, posted.exchangeRate, hasPurchaseTaxes);
      return wanted === held ? [] : [`${name}: ${posted.docNumber} is ${held} and should be ${wanted}`];
    });
  });
}

/** @param {any} document @param {string | number} rate @param {boolean} withTax */
function facts({ currency, total, tax }, rate, withTax) {
  const amounts = `${hundredths(total)}${withTax ? ` with tax ${hundredths(tax)}` : ''} (in hundredths)`;
  return `${currency} ${amounts} at ${Number(rate)}`;
}
