import { Inject, Injectable } from '@nestjs/common';
import { MapQueue, QueueSender, senderOf, type TurnJob, turnsFor } from '#libs/queues';

/** Rings the mapper for a pipeline whose records were released. Should the bell be lost, the mapper's sweep finds them. */
@Injectable()
export class MapperBell {
  constructor(@Inject(senderOf(MapQueue)) private readonly mapper: QueueSender<TurnJob>) {}

  async ring(pipelineId: string, records: number): Promise<void> {
    await this.mapper.send(...turnsFor(MapQueue, pipelineId, records));
  }
}
