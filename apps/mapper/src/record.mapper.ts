import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { SourceUnreadableError } from '#libs/cin7';
import {
  type IntendedDocument,
  isAway,
  PipelineRepository,
  PostingIntentRepository,
  type SourceRecordEntity,
  SourceRecordRepository,
} from '#libs/persistence';
import { PurchaseMapper } from './purchase.mapper.js';
import { SupplierMapper } from './supplier.mapper.js';

/** While a write of one of its postings is out, a record is looked at again after this time. */
const IN_FLIGHT_WAIT_SECONDS = 15;

/** Takes one source record as it was last read and says what QuickBooks should hold for it. */
@Injectable()
export class RecordMapper {
  constructor(
    private readonly records: SourceRecordRepository,
    private readonly pipelines: PipelineRepository,
    private readonly postings: PostingIntentRepository,
    private readonly suppliers: SupplierMapper,
    private readonly purchases: PurchaseMapper,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(RecordMapper.name);
  }

  /** Gives how many postings may go to QuickBooks now. */
  async map(sourceRecordId: string): Promise<number> {
    const record = await this.records.find(sourceRecordId);
    if (!record || BigInt(record.mappingSeq) <= BigInt(record.mappedSeq)) return 0;
    const pipeline = await this.pipelines.get(record.pipelineId);
    const realmId = await this.pipelines.realmOf(pipeline);
    const mapping = record.recordType === 'supplier' ? this.suppliers : this.purchases;
    try {
      const documents = await mapping.map(record, pipeline, realmId);
      // QuickBooks or the supplier has not been read yet: who reads it rings again, or the sweep.
      if (documents) return await this.save(record, documents, realmId, pipeline.mode === 'shadow');
      await this.records.postponeMapping(record.id, 0);
    } catch (error) {
      await this.setAside(record, error);
    }
    return 0;
  }

  private async save(
    record: SourceRecordEntity,
    documents: readonly IntendedDocument[],
    realmId: string,
    shadow: boolean,
  ): Promise<number> {
    const saved = await this.postings.save({ record, realmId, shadow }, documents);
    if (saved.waits) await this.records.postponeMapping(record.id, IN_FLIGHT_WAIT_SECONDS);
    this.logger.info(
      {
        pipelineId: record.pipelineId,
        sourceRecordId: record.id,
        number: record.number,
        version: record.version,
        outcomes: documents.map(({ intention }) => `${intention.kind}:${intention.decision.outcome}`),
        waits: saved.waits,
      },
      'record.mapped',
    );
    return saved.pending.length;
  }

  /** Either is seen by a person. What cannot be read waits for a change; a mistake of ours is tried again, ever more rarely. */
  private async setAside(record: SourceRecordEntity, error: unknown): Promise<void> {
    if (isAway(error)) throw error;
    if (!(error instanceof SourceUnreadableError)) {
      await this.records.delayMapping(record, error instanceof Error ? error.message : String(error));
      throw error;
    }
    await this.records.failMapping(record, error.message);
    this.logger.warn(
      { sourceRecordId: record.id, number: record.number, why: error.message },
      'record.unreadable',
    );
  }
}
