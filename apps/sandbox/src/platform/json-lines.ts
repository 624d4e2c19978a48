import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

/**
 * Reads a file of one JSON value a line, however long it is. A last line without an end was cut off and is left out;
 * the result is how many bytes are whole.
 */
export function readJsonLines(file: string, take: (value: unknown) => void): number {
  const descriptor = openSync(file, 'r');
  let wholeBytes = 0;
  try {
    let rest = Buffer.alloc(0);
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (let length = readSync(descriptor, chunk); length > 0; length = readSync(descriptor, chunk)) {
      const bytes = Buffer.concat([rest, chunk.subarray(0, length)]);
      let begin = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, begin)) {
        take(JSON.parse(bytes.toString('utf8', begin, end)));
        begin = end + 1;
      }
      wholeBytes += begin;
      rest = bytes.subarray(begin);
    }
  } finally {
    closeSync(descriptor);
  }
  return wholeBytes;
}
