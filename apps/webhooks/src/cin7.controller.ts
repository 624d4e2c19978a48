import {
  BadRequestException,
  Controller,
  HttpCode,
  Inject,
  Param,
  Post,
  Req,
  UnauthorizedException,
} from '@nestjs/common';
import type { Request } from 'express';
import { PinoLogger } from 'nestjs-pino';
import { WebhookInboxRepository } from '#libs/persistence';
import { PublicRoute } from '#libs/platform';
import { type PollJob, PollQueue, QueueSender, senderOf } from '#libs/queues';
import { BodyReader } from './body-reader.js';
import { cin7Event } from './cin7-event.js';
import { DoorMetrics } from './door-metrics.js';
import { ADMIT_WITHIN_MS, inTime, STORE_WITHIN_MS } from './in-time.js';
import { jsonIn } from './json-in.js';
import { isOneOf, secretIn } from './shared-secret.js';

const PIPELINE_KEY = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Cin7's doors, one for each pipeline. Cin7 signs nothing: a secret that we gave it opens the door, and no other's. */
@PublicRoute()
@Controller('webhooks/cin7')
export class Cin7Controller {
  constructor(
    private readonly bodies: BodyReader,
    private readonly inbox: WebhookInboxRepository,
    @Inject(senderOf(PollQueue)) private readonly poll: QueueSender<PollJob>,
    private readonly metrics: DoorMetrics,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(Cin7Controller.name);
  }

  @Post(':pipelineKey')
  @HttpCode(200)
  async take(@Param('pipelineKey') pipelineKey: string, @Req() request: Request): Promise<void> {
    await this.admit(pipelineKey, request);
    const body = await this.bodies.read(request);
    const event = cin7Event(jsonIn(body), body);
    if (!event) throw new BadRequestException('The body is no object.');
    const syncRunId = await inTime(this.inbox.takeCin7(pipelineKey, event), STORE_WITHIN_MS, this.notStored);
    this.metrics.count('cin7', event.hints.length > 0 ? 'stored' : 'unreadable');
    // Nobody waits for the bell: where it is not heard, a sweep finds the mark.
    if (syncRunId)
      void this.poll.send({ syncRunId }).catch((err) => this.logger.warn({ err }, 'bell.failed'));
  }

  /** Before the body is read: strangers do not get to send one. */
  private async admit(pipelineKey: string, { headers }: Request): Promise<void> {
    const secret = secretIn(headers);
    const hashes =
      secret !== null && PIPELINE_KEY.test(pipelineKey)
        ? await inTime(this.inbox.cin7SecretHashes(pipelineKey), ADMIT_WITHIN_MS, this.notStored)
        : [];
    if (secret !== null && isOneOf(secret, hashes)) return;
    this.metrics.count('cin7', 'refused');
    throw new UnauthorizedException(
      'Show the secret of this pipeline as a bearer token or in the header X-Webhook-Secret.',
    );
  }

  private readonly notStored = (err: unknown) => {
    this.metrics.count('cin7', 'not-stored');
    this.logger.error({ err }, 'webhook.not-stored');
  };
}
