import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SourceRecordRepository } from '#libs/persistence';
import { SweepClock } from '#libs/platform';
import { MapQueue, QueueSender, senderOf, type TurnJob, turnsFor } from '#libs/queues';

const PERIOD_MS = 5_000;
const OVERLOOKED_PERIOD_MS = 10_000;
/** Longer than any transaction that a look may not have seen yet. */
const OVERLAP_SECONDS = 300;

/** Rings again for records that still wait to be mapped: released ones, and those whose bell was lost. */
@Injectable()
export class MapSweep implements OnModuleInit {
  /** Null until a first look at all records, since what was mapped before this service started nobody has looked at. */
  private lookedAt: number | null = null;

  constructor(
    private readonly clock: SweepClock,
    private readonly records: SourceRecordRepository,
    @Inject(senderOf(MapQueue)) private readonly map: QueueSender<TurnJob>,
  ) {}

  onModuleInit(): void {
    this.clock.every('map', PERIOD_MS, () => this.ring());
    this.clock.every('map-overlooked', OVERLOOKED_PERIOD_MS, () => this.lookForOverlooked());
  }

  private async lookForOverlooked(): Promise<void> {
    const startedAt = Date.now();
    const since = this.lookedAt;
    await this.records.releaseOverlooked(
      since === null ? null : (startedAt - since) / 1_000 + OVERLAP_SECONDS,
    );
    this.lookedAt = startedAt;
  }

  private async ring(): Promise<void> {
    await this.records.releaseMovedBooks();
    await this.records.releaseOpenedPayables();
    await this.records.releaseBilledOrders();
    const pipelines = await this.records.pipelinesToMap();
    await this.map.send(...pipelines.flatMap((id) => turnsFor(MapQueue, id, 1)));
  }
}
