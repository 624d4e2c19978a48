import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { SourceUnreadableError } from '#libs/cin7';
import {
  type IntendedDocument,
  PipelineRepository,
  PostingIntentRepository,
  type SourceRecordEntity,
  SourceRecordRepository,
} from '#libs/persistence';
import {
  JobProcessor,
  type Later,
  type MapJob,
  MapQueue,
  QueueSender,
  senderOf,
  type WriteJob,
  WriteQueue,
  workerOptions,
} from '#libs/queues';
import { PurchaseMapper } from './purchase.mapper.js';
import { SupplierMapper } from './supplier.mapper.js';

/** While a write of one of its postings is out, a record is looked at again after this time. */
const IN_FLIGHT_WAIT_SECONDS = 15;

/** Takes one source record as it was last read and says what QuickBooks should hold for it. */
@Processor(MapQueue.name, workerOptions(8))
export class MapProcessor extends JobProcessor<MapJob> {
  protected readonly contract = MapQueue;

  constructor(
    private readonly records: SourceRecordRepository,
    private readonly pipelines: PipelineRepository,
    private readonly postings: PostingIntentRepository,
    private readonly suppliers: SupplierMapper,
    private readonly purchases: PurchaseMapper,
    @Inject(senderOf(WriteQueue)) private readonly write: QueueSender<WriteJob>,
    @Inject(senderOf(MapQueue)) private readonly again: QueueSender<MapJob>,
    private readonly logger: PinoLogger,
  ) {
    super();
    logger.setContext(MapProcessor.name);
  }

  protected async handle({ sourceRecordId }: MapJob): Promise<Later | undefined> {
    const record = await this.records.find(sourceRecordId);
    if (!record || BigInt(record.mappingSeq) <= BigInt(record.mappedSeq)) return undefined;
    const pipeline = await this.pipelines.get(record.pipelineId);
    const realmId = await this.pipelines.realmOf(pipeline);
    const mapping = record.recordType === 'supplier' ? this.suppliers : this.purchases;
    try {
      const documents = await mapping.map(record, pipeline, realmId);
      // QuickBooks or the supplier has not been read yet: who reads it rings again, or the sweep.
      if (documents) await this.save(record, documents, realmId, pipeline.mode === 'shadow');
      else await this.records.postponeMapping(record.id, 0);
    } catch (error) {
      await this.setAside(record, error);
    }
    return undefined;
  }

  private async save(
    record: SourceRecordEntity,
    documents: readonly IntendedDocument[],
    realmId: string,
    shadow: boolean,
  ): Promise<void> {
    const saved = await this.postings.save({ record, realmId, shadow }, documents);
    if (saved.waits) await this.records.postponeMapping(record.id, IN_FLIGHT_WAIT_SECONDS);
    await this.write.send(...saved.pending.map((postingId) => ({ postingId })));
    await this.again.send(...saved.released.map((id) => ({ sourceRecordId: id })));
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
  }

  /** Either is seen by a person. What cannot be read waits for a change; a mistake of ours is tried again. */
  private async setAside(record: SourceRecordEntity, error: unknown): Promise<void> {
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
