import { Injectable, NotFoundException } from '@nestjs/common';
import { type PipelineEntity, PipelineRepository } from '#libs/persistence';

/** The pipeline that an address names, or 404. */
@Injectable()
export class ExistingPipelines {
  constructor(private readonly pipelines: PipelineRepository) {}

  async get(id: string): Promise<PipelineEntity> {
    const found = await this.pipelines.find(id);
    if (!found) throw new NotFoundException('There is no pipeline with this id. GET /pipelines lists all.');
    return found;
  }
}
