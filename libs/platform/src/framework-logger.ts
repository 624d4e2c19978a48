import type { LoggerService } from '@nestjs/common';

/** What the framework tells while it starts: dozens of lines that nobody reads twice. */
const talkative: ReadonlySet<unknown> = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
]);

/** Passes the framework's log on, with its account of the start at level debug. */
export function frameworkLogger(
  logger: Required<Pick<LoggerService, 'log' | 'error' | 'warn' | 'debug'>>,
): LoggerService {
  return {
    log: (message: unknown, ...rest: unknown[]) =>
      talkative.has(rest.at(-1)) ? logger.debug(message, ...rest) : logger.log(message, ...rest),
    error: (message: unknown, ...rest: unknown[]) => logger.error(message, ...rest),
    warn: (message: unknown, ...rest: unknown[]) => logger.warn(message, ...rest),
    debug: (message: unknown, ...rest: unknown[]) => logger.debug(message, ...rest),
    verbose: (message: unknown, ...rest: unknown[]) => logger.debug(message, ...rest),
    fatal: (message: unknown, ...rest: unknown[]) => logger.error(message, ...rest),
  };
}
