import { Injectable } from '@nestjs/common';
import { supplierFromCin7 } from '#libs/cin7';
import {
  isSameName,
  type MappingContext,
  ruleTarget,
  type Supplier,
  type VendorEvidence,
  vendorFromSupplier,
  vendorName,
} from '#libs/domain';
import {
  type IntendedDocument,
  type PipelineEntity,
  PostingIntentRepository,
  QuickBooksObjectRepository,
  type SourceRecordEntity,
} from '#libs/persistence';
import { ContextReader } from './context.reader.js';
import { intentOf } from './intent-of.js';

/** A supplier's record → the vendor that QuickBooks should hold. */
@Injectable()
export class SupplierMapper {
  constructor(
    private readonly contexts: ContextReader,
    private readonly postings: PostingIntentRepository,
    private readonly objects: QuickBooksObjectRepository,
  ) {}

  async map(
    record: SourceRecordEntity,
    pipeline: PipelineEntity,
    realmId: string,
  ): Promise<IntendedDocument[] | null> {
    const supplier = supplierFromCin7(record.payload);
    const context = await this.contexts.read(pipeline, [supplier.id, supplier.name, supplier.terms]);
    if (!context) return null;
    const evidence = await this.evidence(supplier, pipeline, context);
    const intention = vendorFromSupplier(supplier, evidence, context);
    return [{ intention, intent: intentOf(intention, context, realmId), dependsOn: [] }];
  }

  private async evidence(
    supplier: Supplier,
    pipeline: PipelineEntity,
    context: MappingContext,
  ): Promise<VendorEvidence> {
    const ruledId = ruleTarget(context, 'supplier', supplier.id, supplier.name);
    const names = [vendorName(supplier.name), vendorName(supplier.name, context.policies.vendorSuffix)];
    const { quickBooksConnectionId } = pipeline;
    const [linked, needed, holders] = await Promise.all([
      this.postings.linkedVendor(pipeline.id, supplier.id),
      this.postings.isVendorNeeded(pipeline.id, supplier.id),
      this.objects.nameHolders(quickBooksConnectionId, names),
    ]);
    const ids = [ruledId, linked?.id].filter((id) => id !== null && id !== undefined);
    const candidates = await this.objects.vendors(pipeline.id, quickBooksConnectionId, names, ids);
    const known = candidates.find(({ id }) => id === linked?.id) ?? null;
    const isOurs = linked?.origin === 'created';
    return {
      ownId: isOurs ? linked.id : null,
      own: isOurs ? known : null,
      retired: linked?.retired ?? false,
      adopted: isOurs ? null : known,
      needed,
      ruled: candidates.find(({ id }) => id === ruledId),
      named: candidates.filter(({ displayName }) => names.some((name) => isSameName(name, displayName))),
      holders,
    };
  }
}
