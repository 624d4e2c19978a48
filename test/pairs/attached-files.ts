import type { Pool } from 'pg';
import type { WireObject } from '#libs/quickbooks';
import type { Company } from '../e2e/company.js';
import type { System } from '../e2e/system.js';
import type { ExpectedFile, Pair } from './pair.js';

/** A file on a bill: what became of it, and what the company's own books hold of it. */
export interface FileOnBill {
  readonly bill: string;
  readonly file: string;
  readonly state: string;
  readonly problem: readonly [code: string, subject: string] | null;
  readonly held: { readonly fileName: unknown; readonly contentType: unknown; readonly text: string } | null;
}

export function expectedFiles({ expected, changes }: Pair): readonly FileOnBill[] {
  if (expected === 'unreadable') return [];
  return sorted(
    expected.flatMap(({ key, files = [] }) =>
      files.map((each) => expectedFile(key, each, changes.files ?? {})),
    ),
  );
}

function expectedFile(
  bill: string,
  { file, draft, hold, end }: ExpectedFile,
  texts: Readonly<Record<string, string>>,
): FileOnBill {
  const problem = end?.hold ?? hold ?? null;
  if (problem || !draft) return { bill, file, state: 'held', problem, held: null };
  const { FileName: fileName, ContentType: contentType } = draft;
  return { bill, file, state: 'posted', problem, held: { fileName, contentType, text: texts[file] ?? '' } };
}

/** Every file that we know of, and every one that hangs on a bill, whoever put it there. */
export async function filesOnBills(
  { quickBooks }: System,
  database: Pool,
  company: Company,
): Promise<readonly FileOnBill[]> {
  const { rows } = await database.query<Omit<FileOnBill, 'held'> & { billId: string; fileId: string | null }>(
    `select p.source_key as bill, p.quickbooks_id as "billId", a.file_name as file, a.state, a.quickbooks_id as "fileId",
       case when a.problem_code is not null then json_build_array(a.problem_code, a.problem_subject) end as problem
     from attachment a join posting p on p.id = a.posting_id where p.pipeline_id = $1`,
    [company.pipelineId],
  );
  const { attachments } = await quickBooks.get(company.quickBooks('/ledger'));
  const onBill = (billId: string) => [{ type: 'Bill', id: billId }];
  const unknown = attachments.filter(
    ({ id, attachedTo }: WireObject) =>
      !rows.some(
        (row) => row.fileId === id && JSON.stringify(onBill(row.billId)) === JSON.stringify(attachedTo),
      ),
  );
  return sorted([
    ...rows.map(({ billId: _bill, fileId, ...row }) => ({ ...row, held: heldFile(attachments, fileId) })),
    ...unknown.map((file: WireObject) => ({
      bill: JSON.stringify(file.attachedTo),
      file: String(file.fileName),
      state: 'nobody knows of it',
      problem: null,
      held: null,
    })),
  ]);
}

function heldFile(attachments: readonly WireObject[], id: string | null): FileOnBill['held'] {
  const found = attachments.find((each) => each.id === id);
  if (!found) return null;
  const { fileName, contentType, content } = found;
  return { fileName, contentType, text: Buffer.from(String(content), 'base64').toString() };
}

function sorted(files: readonly FileOnBill[]): readonly FileOnBill[] {
  const key = ({ bill, file }: FileOnBill) => `${bill} ${file}`;
  return [...files].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
