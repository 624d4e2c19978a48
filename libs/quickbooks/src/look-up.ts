import { hasMarker } from '#libs/domain';
import { RemoteError } from '#libs/http';
import { QUERY_PAGE_SIZE, type QuickBooksClient, type WireObject } from './quickbooks.client.js';

export interface BillSought {
  readonly marker: string;
  readonly vendorId: string | null;
  readonly documentNumber: string | null;
  readonly date: string | null;
}

/** More bills of one number, or of one vendor and day, are no longer a look-up. */
const PAGES_MAX = 20;

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
  for (const condition of conditions)
    for (const bill of await allBills(client, condition))
      if (hasMarker(typeof bill.PrivateNote === 'string' ? bill.PrivateNote : null, sought.marker))
        found.set(String(bill.Id), bill);
  return [...found.values()];
}

/** Every page: a bill that is overlooked here is made a second time. */
async function allBills(client: QuickBooksClient, condition: string): Promise<readonly WireObject[]> {
  const bills: WireObject[] = [];
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const rows = await client.select(
      'Bill',
      `SELECT * FROM Bill WHERE ${condition} ORDERBY Id STARTPOSITION ${page * QUERY_PAGE_SIZE + 1} MAXRESULTS ${QUERY_PAGE_SIZE}`,
    );
    bills.push(...rows);
    if (rows.length < QUERY_PAGE_SIZE) return bills;
  }
  throw new RemoteError('unknown', `QuickBooks has more bills than a look-up can read: ${condition}`);
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
