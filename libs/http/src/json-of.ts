import { excerptOf } from './excerpt.js';
import type { HttpAnswer } from './http.js';
import { RemoteError } from './remote-error.js';

/**
 * Parses a JSON answer. Anything else is a RemoteError of failure `unknown` that says what came instead: a gateway's
 * page, a truncated or an empty body does not tell whether a write was carried out, whatever its status.
 */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.body);
  } catch {
    // The parser's own message quotes the body uncut, so it is not passed on.
    throw new RemoteError('unknown', `Expected JSON, got ${whatCame(answer)}`, { status: answer.status });
  }
}

function whatCame({ status, headers, body }: HttpAnswer): string {
  const type = headers['content-type'] ?? 'no content type';
  const shown = excerptOf(body);
  return `status ${status}, ${type}, ${shown === '' ? 'an empty body' : `starting with: ${shown}`}`;
}
