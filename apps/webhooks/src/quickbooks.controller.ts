import { BadRequestException, Controller, HttpCode, Post, Req, UnauthorizedException } from '@nestjs/common';
import type { Request } from 'express';
import { PinoLogger } from 'nestjs-pino';
import { PublicRoute } from '#libs/platform';
import { BodyReader } from './body-reader.js';
import { DoorMetrics } from './door-metrics.js';
import { IntuitSignature } from './intuit-signature.js';
import { jsonIn } from './json-in.js';
import { LetterBox } from './letter-box.js';
import { quickBooksEvents } from './quickbooks-events.js';

/**
 * QuickBooks' door. What is Intuit's is stored and answered with 200, whoever it is for: one event that is not taken holds
 * all later ones back. Nobody is rung: whether an event is the echo of a write of ours shows only when that write is settled,
 * and the poller looks every few seconds.
 */
@PublicRoute()
@Controller('webhooks/quickbooks')
export class QuickBooksController {
  constructor(
    private readonly bodies: BodyReader,
    private readonly signature: IntuitSignature,
    private readonly letters: LetterBox,
    private readonly metrics: DoorMetrics,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(QuickBooksController.name);
  }

  @Post()
  @HttpCode(200)
  async take(@Req() request: Request): Promise<void> {
    const body = await this.bodies.read(request);
    const header = request.headers['intuit-signature'];
    if (Array.isArray(header) || !this.signature.isOf(body, header)) {
      this.metrics.count('quickbooks', 'refused');
      throw new UnauthorizedException('The header intuit-signature does not fit the body.');
    }
    const read = quickBooksEvents(jsonIn(body));
    if (!read)
      throw new BadRequestException('The body is neither an array of CloudEvents nor eventNotifications.');
    await this.letters.takeQuickBooks(read.events);
    this.metrics.count('quickbooks', 'unreadable', read.unreadable);
    if (read.unreadable > 0) this.logger.warn({ unreadable: read.unreadable }, 'webhook.unreadable');
  }
}
