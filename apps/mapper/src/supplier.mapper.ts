import { Injectable } from '@nestjs/common';
import { supplierFromCin7 } from '#libs/cin7';
import {
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
    const name = vendorName(supplier.name);
    const [linked, needed] = await Promise.all([
      this.postings.linkedVendor(pipeline.id, supplier.id),
      this.postings.isVendorNeeded(pipeline.id, supplier.id),
    ]);
    const adoptedId = linked?.origin === 'adopted' ? linked.id : null;
    const candidates = await this.objects.vendors(
      pipeline.id,
      pipeline.quickBooksConnectionId,
      [name],
      [ruledId, adoptedId].filter((id) => id !== null),
    );
    return {
      ownId: linked?.origin === 'created' ? linked.id : null,
      adopted: candidates.find(({ id }) => id === adoptedId) ?? null,
      needed,
      ruled: candidates.find(({ id }) => id === ruledId),
      named: candidates.filter(({ displayName }) => displayName.toLowerCase() === name.toLowerCase()),
    };
  }
}
