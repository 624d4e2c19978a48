import { BadRequestException, ConflictException, Injectable } from '@nestjs/common';
import {
  brokenUniqueness,
  type ConnectionEntity,
  ConnectionRepository,
  PipelineRepository,
  type Provider,
} from '#libs/persistence';
import type { CreatePipelineDto } from './create-pipeline.dto.js';
import { scheduleChanges } from './schedules.dto.js';

/** Adds a pipeline once its two connections are known to fit. */
@Injectable()
export class NewPipeline {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly pipelines: PipelineRepository,
  ) {}

  async add(wanted: CreatePipelineDto, actor: string): Promise<string> {
    const cin7 = await this.connection('cin7', wanted.cin7ConnectionId);
    const quickBooks = await this.connection('quickbooks', wanted.quickbooksConnectionId);
    await this.refuseUsed([cin7.id, quickBooks.id]);
    const pipeline = {
      name: wanted.name ?? `${cin7.name} to ${quickBooks.name}`,
      cin7ConnectionId: cin7.id,
      quickBooksConnectionId: quickBooks.id,
      cutOverDate: wanted.cutOverDate ?? null,
      mode: wanted.mode ?? 'shadow',
      policies: wanted.policies ?? {},
      schedules: scheduleChanges(wanted.schedules),
    };
    try {
      return await this.pipelines.create(pipeline, actor);
    } catch (error) {
      // Somebody was quicker between our look and our step.
      if (brokenUniqueness(error)) await this.refuseUsed([cin7.id, quickBooks.id]);
      throw error;
    }
  }

  private async connection(provider: Provider, id: string): Promise<ConnectionEntity> {
    const found = await this.connections.find(id);
    const member = provider === 'cin7' ? 'cin7ConnectionId' : 'quickbooksConnectionId';
    if (!found)
      throw new BadRequestException(
        `${member} names no connection. GET /connections lists all with their ids.`,
      );
    if (found.provider === provider) return found;
    throw new BadRequestException(
      `${member} names ${found.name}, which is a connection of ${found.provider}. Give one of ${provider}.`,
    );
  }

  /** Two pipelines on one account would post its documents twice. */
  private async refuseUsed(connectionIds: readonly string[]): Promise<void> {
    const user = await this.pipelines.findUsing(connectionIds);
    if (!user) return;
    throw new ConflictException({
      message: `The pipeline '${user.name}' uses one of these connections already, and a connection serves one pipeline only. Change that pipeline, or connect another account.`,
      pipelineId: user.id,
    });
  }
}
