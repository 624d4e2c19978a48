import { Inject, Injectable } from '@nestjs/common';
import { type MapJob, MapQueue, QueueSender, senderOf } from '#libs/queues';

/** One rule may release a hundred thousand records; a call takes only so many arguments. */
const AT_ONCE = 1_000;

/** Rings the mapper for source records. Whoever is not rung for is found by its sweep. */
@Injectable()
export class MapperBell {
  constructor(@Inject(senderOf(MapQueue)) private readonly mapper: QueueSender<MapJob>) {}

  async ring(sourceRecordIds: readonly string[]): Promise<void> {
    for (let start = 0; start < sourceRecordIds.length; start += AT_ONCE) {
      const some = sourceRecordIds.slice(start, start + AT_ONCE);
      await this.mapper.send(...some.map((sourceRecordId) => ({ sourceRecordId })));
    }
  }
}
