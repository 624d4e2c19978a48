import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { SourceRecordRepository } from '#libs/persistence';
import {
  MapQueue,
  QueueSender,
  type ShouldStop,
  type Step,
  senderOf,
  type TurnJob,
  TurnProcessor,
  turnsFor,
  WriteQueue,
  workerOptions,
} from '#libs/queues';
import { RecordMapper } from './record.mapper.js';

/** Mapping one record is a dozen questions to the database; so many records ask side by side. */
const SIDE_BY_SIDE = 8;

/** A turn of a pipeline: its waiting records are mapped, those first that somebody waits for. */
@Processor(MapQueue.name, workerOptions(4))
export class MapProcessor extends TurnProcessor {
  protected readonly contract = MapQueue;

  constructor(
    private readonly records: SourceRecordRepository,
    private readonly mapper: RecordMapper,
    @Inject(senderOf(WriteQueue)) private readonly write: QueueSender<TurnJob>,
  ) {
    super();
  }

  protected async step({ pipelineId }: TurnJob, _: ShouldStop, seen: Set<string>): Promise<Step> {
    const due = await this.records.dueMappings(pipelineId, SIDE_BY_SIDE, [...seen]);
    if (due.length === 0) return 'nothing';
    for (const id of due) seen.add(id);
    const pending = await Promise.all(due.map((id) => this.map(id)));
    await this.write.send(
      ...turnsFor(
        WriteQueue,
        pipelineId,
        pending.reduce((sum, count) => sum + count, 0),
      ),
    );
    return 'worked';
  }

  private async map(id: string): Promise<number> {
    try {
      return await this.mapper.map(id);
    } catch (error) {
      await this.setAside(id, error);
      return 0;
    }
  }
}
