import { add, subtract, sum } from '../decimal.js';
import { business, Fault, fault, missingParameter } from '../fault.js';
import { type JsonObject, numberOf, objectOf, objectsOf, sameJson } from '../json.js';
import { type Realm, usesSalesTax } from '../realm/realm.js';
import { taxWord } from '../tax-word.js';
import type { WriteContext } from '../write/write-context.js';
import { excludedTotals, inclusiveTotals, taxLineOf } from './tax-lines.js';
import { overriddenTaxLines, refuseOtherTotalTax } from './tax-override.js';
import { detailOf } from './tax-rates.js';

/**
 * Fills in the tax of a purchase and answers what comes on top of the lines' amounts. In the US purchases carry none;
 * where the company does not use sales tax, what is sent is ignored and not kept.
 */
export function completeTax(draft: JsonObject, { realm, before }: WriteContext): number {
  if (realm.country === 'US') delete draft.GlobalTaxCalculation;
  if (realm.country === 'US' || !usesSalesTax(realm)) {
    delete draft.TxnTaxDetail;
    return 0;
  }
  requireTaxCalculation(draft, realm);
  if (draft.GlobalTaxCalculation === 'NotApplicable') {
    refuseDetailOfNoTax(draft);
    return 0;
  }
  refuseLineWithoutTaxCode(draft, realm);
  const inclusive = draft.GlobalTaxCalculation === 'TaxInclusive';
  const sent = sentDetail(draft, before?.body);
  const totals = inclusive ? inclusiveTotals(draft, realm) : excludedTotals(draft, realm);
  const sentLines = objectsOf(sent?.TaxLine);
  const taxLines = sentLines.length === 0 ? totals.map(taxLineOf) : overriddenTaxLines(sentLines, totals);
  if (sentLines.length > 0) refuseOtherTotalTax(sent, taxLines);
  const totalTax = sum(taxLines.map((line) => numberOf(line.Amount) ?? 0));
  draft.TxnTaxDetail = { ...sent, TotalTax: totalTax, TaxLine: taxLines };
  if (inclusive) absorbOverride(draft, totalTax);
  return totalTax;
}

function requireTaxCalculation(draft: JsonObject, realm: Realm): void {
  if (draft.GlobalTaxCalculation !== undefined) return;
  if (!realm.settings.taxCalculationOptional) throw new Fault([missingParameter('GlobalTaxCalculation')]);
  draft.GlobalTaxCalculation = 'TaxExcluded';
}

function refuseDetailOfNoTax(draft: JsonObject): void {
  if (draft.TxnTaxDetail === undefined) return;
  throw fault(
    '6170',
    'Invalid Tax Detail',
    'TxnTaxDetail is not allowed when GlobalTaxCalculation is NotApplicable.',
  );
}

/** QuickBooks names the tax as the country does. */
function refuseLineWithoutTaxCode(draft: JsonObject, realm: Realm): void {
  if (realm.settings.lineTaxCodesOptional) return;
  const without = objectsOf(draft.Line).some(
    (line) => numberOf(line.Amount) !== 0 && detailOf(line).TaxCodeRef === undefined,
  );
  if (without)
    throw business(`Make sure all your transactions have a ${taxWord(realm.country)} rate before you save.`);
}

/** Tax that was worked out for other lines is not an override when a client sends it back, or does not mention it. */
function sentDetail(draft: JsonObject, before: JsonObject | undefined): JsonObject | undefined {
  const detail = objectOf(draft.TxnTaxDetail);
  if (before === undefined || !sameJson(detail, before.TxnTaxDetail)) return detail;
  const sameLines =
    sameJson(draft.Line, before.Line) && draft.GlobalTaxCalculation === before.GlobalTaxCalculation;
  return sameLines ? detail : undefined;
}

/** The gross amounts stand whatever the tax is, so the first line takes what an override leaves over. */
function absorbOverride(draft: JsonObject, totalTax: number): void {
  const lines = objectsOf(draft.Line);
  const [first] = lines;
  if (first === undefined) return;
  const gross = sum(lines.map((line) => numberOf(detailOf(line).TaxInclusiveAmt) ?? 0));
  const net = sum(lines.map((line) => numberOf(line.Amount) ?? 0));
  first.Amount = add(numberOf(first.Amount) ?? 0, subtract(subtract(gross, totalTax), net));
}
