import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Answer } from './answer.js';

let sequence = 0;

/** Made from the time and a counter: unique like Intuit's, without asking the random source for every call. */
function traceId(): string {
  sequence += 1;
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `1-${seconds.padStart(8, '0')}-${sequence.toString(16).padStart(24, '0')}`;
}

const SPAN_PREFIX = randomUUID().slice(0, 24);

/** Every answer names itself, because support asks for it; no answer tells what is left of a limit. */
function headersOf(answer: Answer, method: string): Record<string, string> {
  return {
    'content-type': method === 'GET' ? 'application/json;charset=UTF-8' : 'application/json',
    intuit_tid: traceId(),
    'x-spanid': `${SPAN_PREFIX}${sequence.toString(16).padStart(12, '0')}`,
    'qbo-version': '1975.217',
    ...answer.headers,
  };
}

function textOfAnswer(answer: Answer): string {
  return typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
}

export function send(response: ServerResponse, answer: Answer, method: string): void {
  const text = textOfAnswer(answer);
  const length = { 'content-length': String(Buffer.byteLength(text)) };
  response.writeHead(answer.status, { ...headersOf(answer, method), ...length });
  response.end(text);
}

/** Promises the whole and sends the half. */
export function sendHalf(response: ServerResponse, answer: Answer, method: string): void {
  const bytes = Buffer.from(textOfAnswer(answer));
  response.writeHead(answer.status, { ...headersOf(answer, method), 'content-length': String(bytes.length) });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

const PIECES_MAX = 200;

/** Drips: a caller that only waits for the next byte never gives up. */
export async function sendSlowly(
  response: ServerResponse,
  answer: Answer,
  { method, durationMs }: { method: string; durationMs: number },
): Promise<number> {
  const bytes = Buffer.from(textOfAnswer(answer));
  response.writeHead(answer.status, { ...headersOf(answer, method), 'content-length': String(bytes.length) });
  const pieceBytes = Math.ceil(bytes.length / PIECES_MAX);
  for (let at = 0; at < bytes.length && !response.destroyed; at += pieceBytes) {
    response.write(bytes.subarray(at, at + pieceBytes));
    await wait((durationMs * pieceBytes) / bytes.length);
  }
  response.end();
  return answer.status;
}

/** Spaces after a JSON text change nothing but its size. */
export function sendBlownUp(
  response: ServerResponse,
  answer: Answer,
  { method, sizeBytes, isZipped }: { method: string; sizeBytes: number; isZipped: boolean },
): number {
  const text = textOfAnswer(answer);
  const whole = Buffer.from(text.padEnd(sizeBytes, ' '));
  const bytes = isZipped ? gzipSync(whole) : whole;
  response.writeHead(answer.status, {
    ...headersOf(answer, method),
    ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
    'content-length': String(bytes.length),
  });
  response.end(bytes);
  return answer.status;
}
