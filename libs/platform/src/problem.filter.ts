import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PinoLogger } from 'nestjs-pino';

/** RFC 9457. A thrower may add members of its own, such as a `code`, as an object given to the HttpException. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
}

/** Answers every failure as problem details. What we did not foresee is logged and not told. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: PinoLogger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const status = statusOf(error);
    if (status >= 500) this.logger.error({ err: error }, 'request.error');
    if (response.headersSent) {
      // Half an answer cannot be mended; cutting it lets the caller see that it is not whole.
      response.destroy();
      return;
    }
    const instance = request.originalUrl.split('?')[0] ?? '/';
    const problem = { ...foreseen(error, status), status, instance };
    // The framework's "Cannot GET …" repeats the query, which may hold a code; pages and logs keep what we answer.
    const text = JSON.stringify(problem).replaceAll(request.originalUrl, instance);
    response.status(status).type('application/problem+json').send(text);
  }
}

/** The body parser throws errors of its own with a status, such as 413. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function foreseen(error: unknown, status: number): Record<string, unknown> {
  const title = STATUS_CODES[status] ?? 'Error';
  const base = { type: 'about:blank', title };
  if (!(error instanceof HttpException)) return { ...base, detail: detailOf(status, title) };
  const given = error.getResponse();
  if (typeof given === 'string') return { ...base, detail: given };
  // The framework's own shape is { statusCode, error, message }, where the pipes put a list into message.
  const { statusCode: _status, error: _title, message, ...members } = given as Record<string, unknown>;
  const detail = Array.isArray(message)
    ? { detail: message.join('; '), errors: message }
    : { detail: message };
  return { ...base, ...detail, ...members };
}

function detailOf(status: number, title: string): string {
  return status >= 500
    ? 'Something failed on our side. The log has the cause under the id of this request.'
    : title;
}
