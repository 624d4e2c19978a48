import type { WireObject } from '#libs/quickbooks';
import type { System } from '../e2e/system.js';

/** Puts the document's files to the emulated purchase, and gives the document with links that lead there. */
export async function withLinks(
  { cin7 }: System,
  path: string,
  document: WireObject,
  files: Readonly<Record<string, string>>,
): Promise<WireObject> {
  const named = (document.Attachments ?? []) as readonly WireObject[];
  if (named.length === 0) return document;
  const linked: WireObject[] = [];
  for (const file of named) {
    const content = Buffer.from(files[String(file.FileName)] ?? '').toString('base64');
    const { DownloadUrl } = await cin7.post(`${path}/attachments`, { fileName: file.FileName, content });
    linked.push({ ...file, DownloadUrl });
  }
  return { ...document, Attachments: linked };
}
