import { subtract, sum } from '../decimal.js';
import { business, Fault, missingParameter } from '../fault.js';
import { type JsonObject, numberOf, objectOf } from '../json.js';
import { type RateTotal, rateOfTaxLine, taxLineOf } from './tax-lines.js';

/**
 * A client that sends tax lines decides the tax itself, to the cent: for every rate of the codes on the lines and for
 * no other, and not for rates that are read-only.
 */
export function overriddenTaxLines(
  sent: readonly JsonObject[],
  computed: readonly RateTotal[],
): JsonObject[] {
  const byRate = new Map(computed.map((total) => [total.rate.id, total]));
  const kept = sent.map((taxLine) => {
    const rateId = rateOfTaxLine(taxLine);
    if (rateId === undefined) throw new Fault([missingParameter('TaxRateRef')]);
    const total = byRate.get(rateId);
    if (total === undefined) throw business(`The tax rate ${rateId} does not belong to any line.`);
    byRate.delete(rateId);
    refuseOverrideOfReadOnlyRate(taxLine, total);
    return completedTaxLine(taxLine, total);
  });
  refuseIncompleteOverride([...byRate.keys()]);
  return kept;
}

/** To send back what QuickBooks has worked out is no override. */
function refuseOverrideOfReadOnlyRate(taxLine: JsonObject, { rate, tax }: RateTotal): void {
  if (rate.readOnly && numberOf(taxLine.Amount) !== tax)
    throw business(`The tax amount of rate ${rate.id} cannot be changed.`);
}

function refuseIncompleteOverride(missing: readonly string[]): void {
  if (missing.length > 0) throw business(`The tax detail lacks the tax rate ${missing.join(', ')}.`);
}

function completedTaxLine(taxLine: JsonObject, total: RateTotal): JsonObject {
  const usual = taxLineOf(total);
  const amount = numberOf(taxLine.Amount) ?? total.tax;
  const delta = subtract(amount, total.tax);
  return {
    ...usual,
    Amount: amount,
    TaxLineDetail: {
      ...objectOf(usual.TaxLineDetail),
      ...objectOf(taxLine.TaxLineDetail),
      ...(delta === 0 ? {} : { OverrideDeltaAmount: delta }),
    },
  };
}

/** A total that is sent along must be the total of its lines. */
export function refuseOtherTotalTax(sent: JsonObject | undefined, taxLines: readonly JsonObject[]): void {
  const total = numberOf(sent?.TotalTax);
  const lines = sum(taxLines.map((line) => numberOf(line.Amount) ?? 0));
  if (total !== undefined && total !== lines)
    throw business(`The total tax ${total} is not the sum of the tax lines, ${lines}.`);
}
