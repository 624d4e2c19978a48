import { Cin7Error } from '../http/cin7-error.js';

const TIMEOUT_MS = 10_000;
const FILE_BYTES_MAX = 10 * 1024 * 1024;

/** Fetches a file that a caller only names, and answers it in base64. */
export async function fileFrom(address: string): Promise<string> {
  const file = await fetched(address);
  if (file === undefined || file.byteLength > FILE_BYTES_MAX)
    throw new Cin7Error(`File '${address}' cannot be downloaded.`);
  return Buffer.from(file).toString('base64');
}

async function fetched(address: string): Promise<ArrayBuffer | undefined> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return answer.ok ? await answer.arrayBuffer() : undefined;
  } catch {
    return undefined;
  }
}
