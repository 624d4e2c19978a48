import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LoggerOptions, stdTimeFunctions } from 'pino';
import type { Options } from 'pino-http';

export interface LoggingOptions {
  readonly name: string;
  readonly logLevel: string;
}

export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string | number;
}

/** The second line of defence: what has these names is not written, should anyone ever log it. */
const secretNames = [
  'authorization',
  'cookie',
  'set-cookie',
  'api-auth-accountid',
  'api-auth-applicationkey',
  'x-webhook-secret',
  'intuit-signature',
  'ExternalBearerToken',
  'password',
  'access_token',
  'refresh_token',
  'client_secret',
  'accessToken',
  'refreshToken',
  'clientSecret',
  'applicationKey',
];

/** JSON lines for machines to search, without anything that opens a door. */
export function logOptions({ name, logLevel }: LoggingOptions): LoggerOptions {
  return {
    level: logLevel,
    base: { service: name, pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: loggedError, error: loggedError },
    redact: { paths: secretNames.flatMap(pathsOf), censor: '[redacted]' },
  };
}

/** One canonical line for each request: method, path, status, duration. The query stays out: it may carry a code. */
export function requestLogOptions(options: LoggingOptions): Options {
  return {
    ...logOptions(options),
    wrapSerializers: false,
    quietReqLogger: true,
    quietResLogger: true,
    customAttributeKeys: { reqId: 'requestId' },
    genReqId: requestIdOf,
    autoLogging: { ignore: (request) => /^\/(?:health|metrics)(?:[/?]|$)/.test(request.url ?? '') },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
    customSuccessMessage: () => 'request.finished',
    customErrorMessage: () => 'request.failed',
    customSuccessObject: (request, response, value) => requestLine(request, response, value),
    customErrorObject: (request, response, err, value) => ({ ...requestLine(request, response, value), err }),
  };
}

/** Only what explains the failure: errors of HTTP clients and database drivers carry requests, headers and values. */
export function loggedError(error: unknown): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'something that is not an error was thrown' };
  const { message, stack } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.constructor.name,
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
  };
}

function requestLine(
  request: IncomingMessage,
  response: ServerResponse,
  value: { responseTime?: number },
): object {
  const url = 'originalUrl' in request ? String(request.originalUrl) : (request.url ?? '');
  return {
    method: request.method,
    path: url.split('?')[0],
    status: response.statusCode,
    durationMs: value.responseTime,
  };
}

/** A proxy's own id is kept, so that its log and ours can be laid side by side. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
}

function pathsOf(name: string): string[] {
  return [`["${name}"]`, `*["${name}"]`, `*.headers["${name}"]`];
}
