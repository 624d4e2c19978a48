import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SourceRecordRepository } from '#libs/persistence';
import { SweepClock } from '#libs/platform';
import { type MapJob, MapQueue, QueueSender, senderOf } from '#libs/queues';

const PERIOD_MS = 5_000;
const RECORDS_AT_ONCE = 2_000;

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
  }

  private async ring(): Promise<void> {
    const due = await this.records.dueMappings(RECORDS_AT_ONCE);
    await this.map.send(...due.map((sourceRecordId) => ({ sourceRecordId })));
  }
}
