import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger, PinoLogger } from 'nestjs-pino';
import { pino } from 'pino';
import { z } from 'zod';
import { environment } from './environment.js';
import { EnvironmentError } from './environment-error.js';
import { EventLoopWatch } from './event-loop-watch.js';
import { frameworkLogger } from './framework-logger.js';
import { logOptions } from './logging.js';
import { ProblemFilter } from './problem.filter.js';
import { exitOnCrash, exitWhenDrainIsOverdue, stopWithParent } from './process-guard.js';
import { readEnvironment } from './read-environment.js';
import { type Surroundings, thisProcess } from './surroundings.js';

export interface ServiceDefinition<Shape extends z.ZodType> {
  readonly name: string;
  /** PORT and LOG_LEVEL are read for every service, whether or not they are in here. */
  readonly environment: Shape;
  /** The service's own module; it imports `PlatformModule.forService(…)`. */
  readonly module: (environment: z.infer<Shape>) => Type<unknown> | DynamicModule;
  /** What is done to the application before it starts, such as pipes and pages. */
  readonly configure?: (app: NestExpressApplication, environment: z.infer<Shape>) => void | Promise<void>;
  /** The largest body that is read; 1 MB if not given. */
  readonly bodyLimit?: string;
  /** Leaves bodies unread: the service reads them itself, byte for byte and within limits of its own. */
  readonly readsBodies?: boolean;
}

/** EX_CONFIG of sysexits: a supervisor need not try again before somebody has changed something. */
const exitCodeOfEnvironment = 78;
const baseEnvironment = z.object({ PORT: environment.port, LOG_LEVEL: environment.logLevel });

/** Idle connections outlive those of the load balancer in front (60 s), or it would meet closed ones. */
const keepAliveTimeoutMs = 65_000;
const requestTimeoutMs = 60_000;

/** Starts a service as in production: environment, log, routes, port, and a clean end. */
export async function startService<Shape extends z.ZodType>(
  definition: ServiceDefinition<Shape>,
  surroundings: Surroundings = thisProcess(),
): Promise<NestExpressApplication> {
  const { base, own } = readOrExit(definition, surroundings);
  const log = pino(logOptions({ name: definition.name, logLevel: base.LOG_LEVEL }));
  exitOnCrash(surroundings, log);
  exitWhenDrainIsOverdue(surroundings, log);
  stopWithParent(surroundings);
  try {
    const app = await createApp(definition, own);
    app.get(EventLoopWatch).endBy(() => surroundings.terminate());
    await app.listen(base.PORT, '0.0.0.0');
    const { port } = app.getHttpServer().address() as AddressInfo;
    log.info({ port }, 'service.listening');
    surroundings.tellParent({ service: definition.name, port });
    return app;
  } catch (err) {
    log.fatal({ err }, 'service.start-failed');
    return surroundings.exit(1);
  }
}

interface Settings<Shape extends z.ZodType> {
  readonly base: z.infer<typeof baseEnvironment>;
  readonly own: z.infer<Shape>;
}

/** A stack trace would only hide which variable is missing. */
function readOrExit<Shape extends z.ZodType>(
  { name, environment: shape }: ServiceDefinition<Shape>,
  surroundings: Surroundings,
): Settings<Shape> {
  const base = attempt(() => readEnvironment(baseEnvironment, surroundings.env));
  const own = attempt(() => readEnvironment(shape, surroundings.env));
  if ('value' in base && 'value' in own) return { base: base.value, own: own.value };
  const problems = [base, own].flatMap((read) => ('problems' in read ? read.problems : []));
  const { message } = new EnvironmentError([...new Set(problems)]);
  surroundings.writeError(`${name} cannot start. ${message}\n`);
  return surroundings.exit(exitCodeOfEnvironment);
}

function attempt<Value>(read: () => Value): { value: Value } | { problems: readonly string[] } {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof EnvironmentError) return { problems: error.problems };
    throw error;
  }
}

async function createApp<Shape extends z.ZodType>(
  { module, configure, bodyLimit = '1mb', readsBodies = false }: ServiceDefinition<Shape>,
  own: z.infer<Shape>,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(module(own), {
    abortOnError: false,
    bufferLogs: true,
    bodyParser: false,
  });
  app.useLogger(frameworkLogger(app.get(Logger)));
  app.disable('x-powered-by');
  if (!readsBodies) {
    app.useBodyParser('json', { limit: bodyLimit });
    app.useBodyParser('urlencoded', { limit: bodyLimit, extended: false });
  }
  app.useGlobalFilters(new ProblemFilter(await app.resolve(PinoLogger)));
  await configure?.(app, own);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  const server: Server = app.getHttpServer();
  server.keepAliveTimeout = keepAliveTimeoutMs;
  server.headersTimeout = keepAliveTimeoutMs + 1_000;
  server.requestTimeout = requestTimeoutMs;
  server.prependListener('request', (_request: unknown, answer: ServerResponse) =>
    answer.once('finish', () => endIfClosing(server)),
  );
  return app;
}

/**
 * A server that closes waits for its connections, and whoever keeps one alive could hold it for as long as they ask; a
 * deployment would wait for the limit of the drain each time.
 */
function endIfClosing(server: Server): void {
  if (!server.listening) server.closeIdleConnections();
}
