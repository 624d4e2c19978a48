import { Injectable } from '@nestjs/common';
import { purchaseFromCin7 } from '#libs/cin7';
import {
  fingerprint,
  type Intention,
  intentionsFromPurchase,
  type MappingContext,
  marker,
  type Purchase,
} from '#libs/domain';
import {
  type IntendedDocument,
  type Intent,
  type PipelineEntity,
  PostingIntentRepository,
  type SourceRecordEntity,
  SourceRecordRepository,
} from '#libs/persistence';
import { billToQuickBooks } from '#libs/quickbooks';
import { ContextReader } from './context.reader.js';

/** A purchase's record → the bills that QuickBooks should hold, and what is left out, each with its reason. */
@Injectable()
export class PurchaseMapper {
  constructor(
    private readonly contexts: ContextReader,
    private readonly postings: PostingIntentRepository,
    private readonly records: SourceRecordRepository,
  ) {}

  async map(
    record: SourceRecordEntity,
    pipeline: PipelineEntity,
    realmId: string,
  ): Promise<IntendedDocument[] | null> {
    const purchase = purchaseFromCin7(record.payload);
    const context = await this.contexts.read(pipeline, [purchase.terms, ...accountCodes(purchase)]);
    if (!context) return null;
    const [vendors, knownBills] = await Promise.all([
      this.postings.supplierVendors(pipeline.id, purchase.supplierId ? [purchase.supplierId] : []),
      this.postings.knownBills(record.id),
    ]);
    const vendor = (purchase.supplierId && vendors.get(purchase.supplierId)) || null;
    if (
      !vendor &&
      purchase.supplierId &&
      (await this.records.isSupplierAwaited(pipeline.id, purchase.supplierId))
    )
      return null;
    return intentionsFromPurchase(purchase, { vendor, knownBills }, context).map((intention) => ({
      intention,
      intent: intentOf(intention, context, realmId),
      dependsOn: intention.kind === 'bill' && intention.supplierId ? [intention.supplierId] : [],
    }));
  }
}

function accountCodes(purchase: Purchase): (string | null)[] {
  return purchase.invoices.flatMap((invoice) => invoice.lines.map((line) => line.accountCode));
}

function intentOf(intention: Intention, context: MappingContext, realmId: string): Intent | null {
  if (intention.kind !== 'bill' || intention.decision.outcome !== 'post') return null;
  const { kind, sourceKey, supplierId } = intention;
  const bill = intention.decision.document;
  const body = billToQuickBooks(bill, {
    marker: marker({ realmId, kind, sourceKey }),
    multiCurrency: context.multiCurrency,
  });
  return { body, hash: fingerprint({ body, supplierId }), documentNumber: bill.documentNumber };
}
