import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { READINESS_CHECKS, type ReadinessCheck } from './readiness-check.js';

/** Probes give up after a few seconds; a check that hangs has to be named before that. */
const checkTimeoutMs = 2_000;

/** Runs the checks and names those that fail. A service that is stopping is not ready. */
@Injectable()
export class Readiness implements OnModuleDestroy {
  private stopping = false;

  constructor(
    @Inject(READINESS_CHECKS) private readonly checks: readonly ReadinessCheck[],
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(Readiness.name);
  }

  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** Names of what fails; empty when the service can work. */
  async failing(): Promise<string[]> {
    if (this.stopping) return ['stopping'];
    const names = await Promise.all(this.checks.map((check) => this.nameIfFailing(check)));
    return names.flatMap((name) => name ?? []);
  }

  private async nameIfFailing(check: ReadinessCheck): Promise<string | null> {
    try {
      await withinLimit(check.check());
      return null;
    } catch (err) {
      this.logger.warn({ err, check: check.name }, 'readiness.failed');
      return check.name;
    }
  }
}

async function withinLimit(checking: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${checkTimeoutMs} ms`)), checkTimeoutMs);
  });
  try {
    await Promise.race([checking, limit]);
  } finally {
    clearTimeout(timer);
  }
}
