/** What two documents must agree in, whatever QuickBooks adds: names of references, line ids, defaults. */
export function essenceOf(member: string, value: unknown): string {
  const essential = member === 'TxnTaxDetail' ? taxEssence(value) : essence(value);
  return JSON.stringify(essential) ?? 'null';
}

function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lineEssence);
  if (value === null || typeof value !== 'object') return value === undefined ? null : value;
  const object = value as Record<string, unknown>;
  if ('value' in object) return object.value;
  const members = Object.entries(object).filter(
    ([name]) => name !== 'Id' && name !== 'Lat' && name !== 'Long',
  );
  return Object.fromEntries(members.sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Links to orders are left out: QuickBooks shows those of its pages on one side only. */
function lineEssence(line: unknown): unknown {
  const { Amount, Description, AccountBasedExpenseLineDetail, ItemBasedExpenseLineDetail } = line as Record<
    string,
    unknown
  >;
  const detail = (AccountBasedExpenseLineDetail ?? ItemBasedExpenseLineDetail ?? {}) as Record<
    string,
    unknown
  >;
  const { AccountRef, ItemRef, ClassRef, CustomerRef, TaxCodeRef } = detail;
  return [
    Amount,
    Description ?? null,
    ...[AccountRef, ItemRef, ClassRef, CustomerRef].map(essence),
    // Companies without purchase tax codes are given NON by QuickBooks itself.
    essence(TaxCodeRef) === 'NON' ? null : essence(TaxCodeRef),
  ];
}

function taxEssence(value: unknown): unknown {
  const { TotalTax, TaxLine } = (value ?? {}) as { TotalTax?: unknown; TaxLine?: unknown };
  const lines = (Array.isArray(TaxLine) ? TaxLine : []) as Record<string, unknown>[];
  const rates = lines.map(({ Amount, TaxLineDetail }) => [
    essence((TaxLineDetail as Record<string, unknown> | undefined)?.TaxRateRef),
    Amount,
  ]);
  return [TotalTax ?? 0, rates.map((rate) => JSON.stringify(rate)).sort()];
}
