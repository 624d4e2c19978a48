import { Injectable } from '@nestjs/common';
import { purchaseFromCin7 } from '#libs/cin7';
import {
  dimensionSourcesOf,
  type Intention,
  intentionsFromPurchase,
  type MappingContext,
  type OrderDrift,
  type Purchase,
  type PurchaseEvidence,
  type PurchaseLine,
  possibleNumbers,
  wantedAttachments,
} from '#libs/domain';
import {
  type Dependency,
  type IntendedDocument,
  OrderDriftRepository,
  type OrderStanding,
  type PipelineEntity,
  PostingIntentRepository,
  type SourceRecordEntity,
  SourceRecordRepository,
} from '#libs/persistence';
import { changedMembers } from '#libs/quickbooks';
import { ContextReader } from './context.reader.js';
import { intentOf } from './intent-of.js';

/** A purchase's record → the documents that QuickBooks should hold, and what is left out, each with its reason. */
@Injectable()
export class PurchaseMapper {
  constructor(
    private readonly contexts: ContextReader,
    private readonly postings: PostingIntentRepository,
    private readonly orders: OrderDriftRepository,
    private readonly records: SourceRecordRepository,
  ) {}

  async map(
    record: SourceRecordEntity,
    pipeline: PipelineEntity,
    realmId: string,
  ): Promise<IntendedDocument[] | null> {
    const purchase = purchaseFromCin7(record.payload, record.shape);
    const context = await this.contexts.read(pipeline, sourcesOf(purchase));
    if (!context) return null;
    const standing = await this.orders.standing(record.id);
    const evidence = await this.evidence(record, purchase, standing);
    if (!evidence.vendor && (await this.isSupplierAwaited(pipeline, purchase))) return null;
    return intentionsFromPurchase(purchase, evidence, context).map((intention) => ({
      ...intended(intention, context, realmId),
      attachments: wantedAttachments(purchase, intention, context.policies.attachments),
      seen: intention.kind === 'purchase-order' ? (standing?.seen ?? null) : null,
    }));
  }

  private async evidence(
    record: SourceRecordEntity,
    purchase: Purchase,
    standing: OrderStanding | null,
  ): Promise<PurchaseEvidence> {
    const { supplierId } = purchase;
    const [known, vendors, bills, credits] = await Promise.all([
      this.postings.knownDocuments(record.id),
      this.postings.supplierVendors(record.pipelineId, supplierId ? [supplierId] : []),
      this.postings.takenNumbers(record, supplierId, 'bill', possibleNumbers(purchase, purchase.invoices)),
      this.postings.takenNumbers(
        record,
        supplierId,
        'vendor-credit',
        possibleNumbers(purchase, purchase.creditNotes),
      ),
    ]);
    const vendor = (supplierId && vendors.get(supplierId)) || null;
    return { vendor, known, orderDrift: driftOf(standing), takenNumbers: { bills, credits } };
  }

  private async isSupplierAwaited({ id }: PipelineEntity, { supplierId }: Purchase): Promise<boolean> {
    return supplierId !== null && this.records.isSupplierAwaited(id, supplierId);
  }
}

function driftOf(standing: OrderStanding | null): OrderDrift | null {
  if (!standing) return null;
  const { isDeleted, posted, vendorId, held } = standing;
  if (isDeleted) return { kind: 'deleted' };
  const members = posted ? changedMembers({ draft: posted, vendorId }, held) : [];
  return members.length > 0 ? { kind: 'changed', members } : null;
}

/** Whatever a mapping rule may name. */
function sourcesOf(purchase: Purchase): readonly (string | null)[] {
  const documents = [purchase.order, ...purchase.invoices, ...purchase.creditNotes];
  return [
    purchase.terms,
    purchase.inventoryAccount,
    ...dimensionSourcesOf(purchase),
    ...documents.flatMap(({ lines }) => lines.flatMap(lineSources)),
  ];
}

function lineSources({ accountCode, taxRule, productId, sku }: PurchaseLine): (string | null)[] {
  return [accountCode, taxRule, productId, sku];
}

function intended(intention: Intention, context: MappingContext, realmId: string): IntendedDocument {
  return {
    intention,
    intent: intentOf(intention, context, realmId),
    dependsOn: dependenciesOf(intention),
  };
}

/** No document without its vendor; a bill waits for its order, too, but goes without where that is held. */
function dependenciesOf(intention: Intention): readonly Dependency[] {
  if (intention.kind === 'vendor') return [];
  const { supplierId, orderKey } = intention;
  return [
    ...(supplierId ? [{ kind: 'vendor', sourceKey: supplierId, required: true } as const] : []),
    ...(orderKey ? [{ kind: 'purchase-order', sourceKey: orderKey, required: false } as const] : []),
  ];
}
