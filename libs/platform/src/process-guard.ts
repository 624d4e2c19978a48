import type { Logger } from 'pino';
import type { Surroundings } from './surroundings.js';

/** Pods are given 30 seconds to stop; what has not ended by then is killed without a word. */
const drainMaxMs = 25_000;

/** After an error that nobody caught, the state is unknown: the next process starts from what is committed. */
export function exitOnCrash(surroundings: Surroundings, log: Logger): void {
  const crash = (reason: unknown): never => {
    log.fatal({ err: reason }, 'service.crashed');
    return surroundings.exit(1);
  };
  surroundings.on('uncaughtException', crash);
  surroundings.on('unhandledRejection', crash);
}

/** The framework drains on SIGTERM and SIGINT; this ends a drain that does not end by itself. */
export function exitWhenDrainIsOverdue(surroundings: Surroundings, log: Logger): void {
  const begin = (): void => {
    log.info('service.stopping');
    setTimeout(() => {
      log.fatal({ drainMaxMs }, 'service.stop-overdue');
      surroundings.exit(1);
    }, drainMaxMs).unref();
  };
  surroundings.on('SIGTERM', begin);
  surroundings.on('SIGINT', begin);
}

/** A parent that was killed cannot stop its children; without this they would hold ports and databases for ever. */
export function stopWithParent(surroundings: Surroundings): void {
  surroundings.on('disconnect', () => surroundings.terminate());
}
