import {
  BadRequestException,
  Controller,
  HttpCode,
  Param,
  Post,
  Req,
  UnauthorizedException,
} from '@nestjs/common';
import type { Request } from 'express';
import { PublicRoute } from '#libs/platform';
import { BodyReader } from './body-reader.js';
import { cin7Event } from './cin7-event.js';
import { DoorMetrics } from './door-metrics.js';
import { jsonIn } from './json-in.js';
import { LetterBox } from './letter-box.js';
import { isOneOf, secretIn } from './shared-secret.js';

const PIPELINE_KEY = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Cin7's doors, one for each pipeline. Cin7 signs nothing: a secret that we gave it opens the door, and no other's. */
@PublicRoute()
@Controller('webhooks/cin7')
export class Cin7Controller {
  constructor(
    private readonly bodies: BodyReader,
    private readonly letters: LetterBox,
    private readonly metrics: DoorMetrics,
  ) {}

  @Post(':pipelineKey')
  @HttpCode(200)
  async take(@Param('pipelineKey') pipelineKey: string, @Req() request: Request): Promise<void> {
    await this.admit(pipelineKey, request);
    const body = await this.bodies.read(request);
    const event = cin7Event(jsonIn(body), body);
    if (!event) throw new BadRequestException('The body is no object.');
    if (event.hints.length === 0) this.metrics.count('cin7', 'unreadable');
    await this.letters.takeCin7({ pipelineId: pipelineKey, ...event });
  }

  /** Before the body is read: strangers do not get to send one. */
  private async admit(pipelineKey: string, { headers }: Request): Promise<void> {
    const secret = secretIn(headers);
    const hashes =
      secret !== null && PIPELINE_KEY.test(pipelineKey) ? await this.letters.secretHashes(pipelineKey) : [];
    if (secret !== null && isOneOf(secret, hashes)) return;
    this.metrics.count('cin7', 'refused');
    throw new UnauthorizedException(
      'Show the secret of this pipeline as a bearer token or in the header X-Webhook-Secret.',
    );
  }
}
