import { hasMarker } from '#libs/domain';
import { RemoteError } from '#libs/http';
import { QUERY_PAGE_SIZE, type QuickBooksClient, type WireObject } from './quickbooks.client.js';

export interface Sought {
  readonly marker: string;
  readonly vendorId: string | null;
  readonly documentNumber: string | null;
  readonly date: string | null;
}

/** More documents of one number, or of one vendor and day, are no longer a look-up. */
const PAGES_MAX = 20;

/**
 * The documents of a type that carry our marker. The memo cannot be searched, so candidates are found by what can (number; vendor
 * and date) and the marker is compared here. A person may have changed either, so both are asked.
 */
export async function findByMarker(
  client: QuickBooksClient,
  entity: string,
  sought: Sought,
): Promise<readonly WireObject[]> {
  const conditions = [
    sought.documentNumber ? `DocNumber = '${quoted(sought.documentNumber)}'` : null,
    sought.vendorId && sought.date
      ? `VendorRef = '${quoted(sought.vendorId)}' AND TxnDate = '${sought.date}'`
      : null,
  ].filter((condition) => condition !== null);
  const found = new Map<string, WireObject>();
  for (const condition of conditions)
    for (const document of await findByCondition(client, entity, condition))
      if (hasMarker(typeof document.PrivateNote === 'string' ? document.PrivateNote : null, sought.marker))
        found.set(String(document.Id), document);
  return [...found.values()];
}

/** Every page: a document that is overlooked here is made a second time. */
export async function findByCondition(
  client: QuickBooksClient,
  entity: string,
  condition: string,
): Promise<readonly WireObject[]> {
  const documents: WireObject[] = [];
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const rows = await client.select(
      entity,
      `SELECT * FROM ${entity} WHERE ${condition} ORDERBY Id STARTPOSITION ${page * QUERY_PAGE_SIZE + 1} MAXRESULTS ${QUERY_PAGE_SIZE}`,
    );
    documents.push(...rows);
    if (rows.length < QUERY_PAGE_SIZE) return documents;
  }
  throw new RemoteError('unknown', `QuickBooks has more of ${entity} than a look-up can read: ${condition}`);
}

/** Vendors carry no memo, but their name is unique in QuickBooks. */
export async function findVendorsByName(
  client: QuickBooksClient,
  displayName: string,
): Promise<readonly WireObject[]> {
  return findByName(client, 'Vendor', displayName);
}

/** Everybody who has the name: vendors, customers and employees share one space of names. */
export async function findNameHolders(
  client: QuickBooksClient,
  displayName: string,
): Promise<readonly NamedObject[]> {
  const found: NamedObject[] = [];
  for (const entity of ['Vendor', 'Customer', 'Employee'])
    for (const object of await unlessRefused(() => findByName(client, entity, displayName)))
      found.push({ entity, object });
  return found;
}

export interface NamedObject {
  readonly entity: string;
  readonly object: WireObject;
}

function findByName(client: QuickBooksClient, entity: string, displayName: string) {
  return client.select(
    entity,
    `SELECT * FROM ${entity} WHERE DisplayName = '${quoted(displayName)}' AND Active IN (true, false)`,
  );
}

/** A company without employees may refuse the question. */
async function unlessRefused(ask: () => Promise<readonly WireObject[]>): Promise<readonly WireObject[]> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RemoteError && error.failure === 'rejected') return [];
    throw error;
  }
}

/** A text inside a query. */
export function quoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}
