import { type JsonObject, objectOf, textOf } from '../json.js';

const LINES = ['Line1', 'Line2', 'Line3', 'Line4', 'Line5'] as const;

/** An order that is changed shows its addresses as they are printed: five lines, and no city or code by itself. */
export function flattenAddresses(order: JsonObject): void {
  for (const name of ['VendorAddr', 'ShipAddr']) {
    const address = objectOf(order[name]);
    if (address !== undefined) order[name] = flat(address);
  }
}

function flat(address: JsonObject): JsonObject {
  const code = joined([textOf(address.CountrySubDivisionCode), textOf(address.PostalCode)], ' ');
  const printed = [
    ...LINES.map((line) => textOf(address[line])),
    joined([textOf(address.City), code], ', '),
    textOf(address.Country),
  ].filter((text) => text !== undefined && text !== '');
  const lines = printed.slice(0, LINES.length).map((text, index) => [`Line${index + 1}`, text ?? '']);
  return { ...(address.Id === undefined ? {} : { Id: address.Id }), ...Object.fromEntries(lines) };
}

function joined(parts: readonly (string | undefined)[], separator: string): string {
  return parts.filter((part) => part !== undefined && part !== '').join(separator);
}
