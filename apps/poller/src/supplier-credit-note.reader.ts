import { Injectable } from '@nestjs/common';
import { type Cin7Client, isStandAloneCredit, type ListedPurchase, type Page } from '#libs/cin7';
import { type ListQuery, PurchaseReader } from './purchase.reader.js';

/** Supplier credits that stand alone. Purchases that have a credit note are listed with them and left to their own reader. */
@Injectable()
export class SupplierCreditNoteReader extends PurchaseReader {
  protected override page(client: Cin7Client, query: ListQuery): Promise<Page> {
    return client.creditNotes(query);
  }

  protected override isOurs({ shape }: ListedPurchase): boolean {
    return isStandAloneCredit(shape);
  }
}
