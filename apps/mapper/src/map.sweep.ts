import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SourceRecordRepository } from '#libs/persistence';
import { SweepClock } from '#libs/platform';
import { type MapJob, MapQueue, QueueSender, senderOf } from '#libs/queues';

const PERIOD_MS = 5_000;
const RECORDS_AT_ONCE = 2_000;
/** It looks at all postings, for what happens seldom. */
const OVERLOOKED_PERIOD_MS = 60_000;

/** Rings again for records that still wait to be mapped: released ones, and those whose bell was lost. */
@Injectable()
export class MapSweep implements OnModuleInit {
  constructor(
    private readonly clock: SweepClock,
    private readonly records: SourceRecordRepository,
    @Inject(senderOf(MapQueue)) private readonly map: QueueSender<MapJob>,
  ) {}

  onModuleInit(): void {
    this.clock.every('map', PERIOD_MS, () => this.ring());
    this.clock.every('map-overlooked', OVERLOOKED_PERIOD_MS, () => this.records.releaseOverlooked());
  }

  private async ring(): Promise<void> {
    const due = await this.records.dueMappings(RECORDS_AT_ONCE);
    await this.map.send(...due.map((sourceRecordId) => ({ sourceRecordId })));
  }
}
