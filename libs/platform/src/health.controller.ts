import { Controller, Get, Header, Res } from '@nestjs/common';
import type { Response } from 'express';
import { EventLoopWatch } from './event-loop-watch.js';
import { PublicRoute } from './public-route.js';
import { Readiness } from './readiness.js';

export interface Health {
  readonly status: 'ok' | 'failing';
  readonly failing: readonly string[];
}

/** Live: need not be restarted. Ready: may be sent traffic. Only names are told, since anyone may ask. */
@PublicRoute()
@Controller('health')
export class HealthController {
  constructor(
    private readonly eventLoop: EventLoopWatch,
    private readonly readiness: Readiness,
  ) {}

  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(@Res({ passthrough: true }) response: Response): Health {
    return answer(response, this.eventLoop.isAlive() ? [] : ['event-loop']);
  }

  @Get('ready')
  @Header('Cache-Control', 'no-store')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Health> {
    return answer(response, await this.readiness.failing());
  }
}

function answer(response: Response, failing: readonly string[]): Health {
  response.status(failing.length === 0 ? 200 : 503);
  return { status: failing.length === 0 ? 'ok' : 'failing', failing };
}
