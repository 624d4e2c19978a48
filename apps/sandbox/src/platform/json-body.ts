import type { IncomingMessage } from 'node:http';

/** Large enough for a purchase of a thousand lines; small enough that a mistake cannot fill the memory. */
const BODY_BYTES_MAX = 10 * 1024 * 1024;

/** The body could not be understood. Each emulator answers it in its provider's words. */
export class UnreadableBody extends Error {}

export interface BodyReading {
  readonly encoding?: BufferEncoding;
  readonly bytesMax?: number;
}

export async function readBody(
  request: IncomingMessage,
  { encoding = 'utf8', bytesMax = BODY_BYTES_MAX }: BodyReading = {},
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > bytesMax) throw new UnreadableBody('The body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString(encoding);
}

/** Reads a JSON body; an empty one is `undefined`, so that a handler can tell it from `null`. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readBody(request);
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableBody('The body is not valid JSON.');
  }
}
