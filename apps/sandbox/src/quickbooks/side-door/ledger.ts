import { moneyText } from '../decimal.js';
import { type Json, type JsonObject, numberOf, objectOf, objectsOf, referenceOf } from '../json.js';
import { pacificSecond } from '../pacific-time.js';
import { shownName } from '../read/present.js';
import { all, currencyOf, type Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';
import { accountOfLine } from '../rules/balances.js';

/**
 * What the company truly holds, read from the store itself and not through the API, so that a test can compare what
 * was meant with what is there. Amounts are decimal texts with at least two places.
 */
export function ledgerOf(realm: Realm): JsonObject {
  const bills = [...all(realm, 'Bill').values()];
  return {
    vendors: live(realm, 'Vendor').map((vendor) => ({
      id: vendor.id,
      displayName: vendor.body.DisplayName ?? null,
      currency: currencyOf(realm, vendor.body),
      active: vendor.body.Active !== false,
      balance: moneyText(numberOf(vendor.body.Balance) ?? 0),
      syncToken: String(vendor.syncToken),
    })),
    bills: live(realm, 'Bill').map((bill) => documentOf(realm, bill)),
    vendorCredits: live(realm, 'VendorCredit').map((credit) => documentOf(realm, credit)),
    purchaseOrders: live(realm, 'PurchaseOrder').map((order) => ({
      ...documentOf(realm, order),
      status: order.body.POStatus ?? null,
    })),
    billPayments: live(realm, 'BillPayment').map((payment) => ({
      id: payment.id,
      vendorId: referenceOf(payment.body.VendorRef) ?? null,
      total: moneyText(numberOf(payment.body.TotalAmt) ?? 0),
      bills: objectsOf(payment.body.Line).flatMap((line) =>
        objectsOf(line.LinkedTxn).map(({ TxnId }) => TxnId ?? null),
      ),
    })),
    attachments: live(realm, 'Attachable').map(({ id, body }) => ({
      id,
      fileName: body.FileName ?? null,
      contentType: body.ContentType ?? null,
      note: body.Note ?? null,
      content: realm.files.get(id)?.toString('base64') ?? null,
      attachedTo: objectsOf(body.AttachableRef).map(({ EntityRef }) => ({
        type: objectOf(EntityRef)?.type ?? null,
        id: objectOf(EntityRef)?.value ?? null,
      })),
    })),
    deleted: [...bills, ...all(realm, 'VendorCredit').values(), ...all(realm, 'PurchaseOrder').values()]
      .filter(({ deleted }) => deleted)
      .map((object) => ({
        entity: object.entity,
        id: object.id,
        docNumber: object.body.DocNumber ?? null,
        privateNote: object.body.PrivateNote ?? null,
        deletedAt: pacificSecond(object.updatedMs),
      })),
  };
}

function live(realm: Realm, entity: StoredObject['entity']): StoredObject[] {
  return [...all(realm, entity).values()].filter(({ deleted }) => !deleted);
}

function documentOf(realm: Realm, { id, syncToken, body }: StoredObject): JsonObject {
  const vendorId = referenceOf(body.VendorRef) ?? '';
  return {
    id,
    docNumber: body.DocNumber ?? null,
    vendorId,
    vendorName: shownName(realm, 'Vendor', vendorId) ?? null,
    date: body.TxnDate ?? null,
    dueDate: body.DueDate ?? null,
    currency: currencyOf(realm, body),
    exchangeRate: String(numberOf(body.ExchangeRate) ?? 1),
    total: moneyText(numberOf(body.TotalAmt) ?? 0),
    tax: moneyText(numberOf(objectOf(body.TxnTaxDetail)?.TotalTax) ?? 0),
    balance: moneyText(numberOf(body.Balance) ?? 0),
    privateNote: body.PrivateNote ?? null,
    syncToken: String(syncToken),
    linked: objectsOf(body.LinkedTxn),
    lines: objectsOf(body.Line).map((line) => lineOf(realm, line)),
  };
}

function lineOf(realm: Realm, line: JsonObject): Json {
  const accountId = accountOfLine(line, realm) ?? null;
  return {
    account: accountId,
    accountName: accountId === null ? null : (shownName(realm, 'Account', accountId) ?? null),
    amount: moneyText(numberOf(line.Amount) ?? 0),
    description: line.Description ?? null,
  };
}
