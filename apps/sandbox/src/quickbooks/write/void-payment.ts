import { type JsonObject, textOf } from '../json.js';
import { noteChange } from '../realm/changes.js';
import type { StoredObject } from '../realm/stored-object.js';
import { refuseClosed } from '../rules/document-date.js';
import { currentOf, store, type WriteTarget } from './save.js';

/** Voiding leaves the payment in place with nothing in it. */
export function voidPayment(target: WriteTarget, input: JsonObject): StoredObject {
  const payment = currentOf(target, input);
  refuseClosed(target.realm, textOf(payment.body.TxnDate));
  noteChange(target.realm, payment, 'voided');
  return store(target, payment, { ...payment.body, TotalAmt: 0, Line: [], PrivateNote: 'Voided' });
}
