import { hasMarker } from '#libs/domain';
import type { QuickBooksClient, WireObject } from './quickbooks.client.js';

export interface BillSought {
  readonly marker: string;
  readonly vendorId: string | null;
  readonly documentNumber: string | null;
  readonly date: string | null;
}

/** Pages of a look-up: beyond these many bills of one vendor and day something else is wrong. */
const LOOK_UP_ROWS = 1000;

/**
 * The bills that carry our marker. The memo cannot be searched, so candidates are found by what can (number; vendor
 * and date) and the marker is compared here. A person may have changed either, so both are asked.
 */
export async function findBillsByMarker(
  client: QuickBooksClient,
  sought: BillSought,
): Promise<readonly WireObject[]> {
  const conditions = [
    sought.documentNumber ? `DocNumber = '${quoted(sought.documentNumber)}'` : null,
    sought.vendorId && sought.date
      ? `VendorRef = '${quoted(sought.vendorId)}' AND TxnDate = '${sought.date}'`
      : null,
  ].filter((condition) => condition !== null);
  const found = new Map<string, WireObject>();
  for (const condition of conditions) {
    const rows = await client.select(
      'Bill',
      `SELECT * FROM Bill WHERE ${condition} ORDERBY Id MAXRESULTS ${LOOK_UP_ROWS}`,
    );
    for (const bill of rows)
      if (hasMarker(typeof bill.PrivateNote === 'string' ? bill.PrivateNote : null, sought.marker))
        found.set(String(bill.Id), bill);
  }
  return [...found.values()];
}

/** Vendors carry no memo, but their name is unique in QuickBooks. */
export async function findVendorsByName(
  client: QuickBooksClient,
  displayName: string,
): Promise<readonly WireObject[]> {
  return client.select(
    'Vendor',
    `SELECT * FROM Vendor WHERE DisplayName = '${quoted(displayName)}' AND Active IN (true, false)`,
  );
}

function quoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}
