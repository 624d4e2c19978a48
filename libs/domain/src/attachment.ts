import { cut } from './cut.js';
import type { Intention, Mapped } from './intention.js';
import type { PipelinePolicies } from './pipeline-policies.js';
import type { PostingState } from './posting-state.js';
import { type Problem, problem } from './problem.js';
import type { Purchase, PurchaseAttachment } from './purchase.js';

/** A file as QuickBooks takes it: the extension of the name belongs to the type. */
export interface AttachableFile {
  readonly fileName: string;
  readonly contentType: string;
}

/** How far a file has come: the words and the legal steps of postings, those that a file needs. */
export type AttachmentState = Exclude<PostingState, 'shadow' | 'withdrawing' | 'withdrawn'>;

/** Why a file that Cin7 has, or had, is not carried. */
export const attachmentExclusions = {
  'removed-in-cin7': 'It was taken off the purchase in Cin7 before it was attached.',
  'attachments-switched-off': 'The pipeline carries no attachments.',
  'bill-left-out': 'Its bill was left out or taken back.',
} as const;

export type AttachmentExclusion = keyof typeof attachmentExclusions;

/** The files that a bill shall have, and why whatever else is known of is left out. */
export interface WantedAttachments {
  readonly files: readonly PurchaseAttachment[];
  readonly leftOut: AttachmentExclusion;
}

/**
 * Intuit's interface takes 100 MB in one request; its own pages take 20 MB for one file, and a file is held in memory while
 * it is carried.
 */
export const ATTACHMENT_BYTES_MAX = 20 * 1_024 * 1_024;

/** Source: Intuit, Attachable. */
export const FILE_NAME_LENGTH = 1_000;

/** What QuickBooks takes. Source: Intuit's and others' lists of the formats for attachments. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ai: 'application/postscript',
  csv: 'text/csv',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  eps: 'application/postscript',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  pdf: 'application/pdf',
  png: 'image/png',
  rtf: 'text/rtf',
  tif: 'image/tif',
  tiff: 'image/tif',
  txt: 'text/plain',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'text/xml',
};

/** For a name without an extension, by the type that Cin7 gives. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/png': 'png',
  'image/tif': 'tif',
  'image/tiff': 'tif',
  'text/csv': 'csv',
  'text/plain': 'txt',
};

/**
 * The files of a purchase go to each of its bills. Undefined where nothing is said of them: the document is no bill, or is
 * held, and then they wait as it does.
 */
export function wantedAttachments(
  purchase: Purchase,
  { kind, decision }: Intention,
  policy: PipelinePolicies['attachments'],
): WantedAttachments | undefined {
  if (kind !== 'bill' || decision.outcome === 'hold') return undefined;
  if (decision.outcome !== 'post') return { files: [], leftOut: 'bill-left-out' };
  if (policy === 'off') return { files: [], leftOut: 'attachments-switched-off' };
  const byId = new Map(purchase.attachments.map((file) => [file.id, file]));
  return { files: [...byId.values()], leftOut: 'removed-in-cin7' };
}

/** How a file is called in QuickBooks, or why QuickBooks would not take it. */
export function attachableFrom(
  file: Pick<PurchaseAttachment, 'fileName' | 'contentType'>,
): Mapped<AttachableFile> {
  const { stem, extension } = nameOf(file);
  const contentType = extension === null ? undefined : CONTENT_TYPES[extension.toLowerCase()];
  if (extension === null || contentType === undefined)
    return { ok: false, problems: [typeRefused(file.fileName, extension)] };
  const ending = `.${extension}`;
  const fileName = `${cut(stem, FILE_NAME_LENGTH - ending.length)}${ending}`;
  return { ok: true, value: { fileName, contentType } };
}

/** Null where the size of the file is none that QuickBooks or we refuse. */
export function sizeProblem(fileName: string, bytes: number): Problem | null {
  if (bytes > ATTACHMENT_BYTES_MAX) return tooLarge(fileName);
  if (bytes > 0) return null;
  return problem(
    'attachment-unreadable',
    fileName,
    `${fileName} is empty in Cin7. Attach the file there again, or leave it out by removing it.`,
  );
}

export function tooLarge(fileName: string): Problem {
  return problem(
    'attachment-too-large',
    fileName,
    `${fileName} is larger than 20 MB. Replace it in Cin7 by a smaller one, or attach it to the bill in QuickBooks by hand. The bill itself is not concerned.`,
  );
}

function typeRefused(fileName: string, extension: string | null): Problem {
  const what = extension === null ? 'files without an extension' : `files of type ${extension.toLowerCase()}`;
  return problem(
    'attachment-type-refused',
    extension?.toLowerCase() ?? 'no extension',
    `QuickBooks takes no ${what} (${fileName}). Replace it in Cin7 by a PDF, a picture or an Office file; it is carried then. The bill itself is not concerned.`,
  );
}

/** Without what no name of a file may have; a known type stands in for an extension that is missing. */
function nameOf({ fileName, contentType }: Pick<PurchaseAttachment, 'fileName' | 'contentType'>) {
  const clean = fileName.replace(/[\p{Cc}\\/:*?"<>|]+/gu, ' ').trim();
  const [, stem, extension] = /^(.+?)\s*\.([A-Za-z0-9]{1,10})$/su.exec(clean) ?? [];
  if (stem !== undefined && extension !== undefined) return { stem, extension };
  const known = EXTENSIONS[contentType?.split(';')[0]?.trim().toLowerCase() ?? ''] ?? null;
  return { stem: clean || 'attachment', extension: known };
}
