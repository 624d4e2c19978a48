import { createHash } from 'node:crypto';
import type { Downloaded, NoFile } from '#libs/cin7';
import {
  type AttachableFile,
  attachableFrom,
  marker,
  type Problem,
  problem,
  requestId,
  sizeProblem,
  tooLarge,
} from '#libs/domain';
import type { ClaimedAttachment, OutgoingFile } from '#libs/persistence';
import { attachableToQuickBooks, type Upload } from '#libs/quickbooks';

/** A file that is about to leave, or why it must not. */
export type ComposedFile =
  | { readonly action: 'send'; readonly file: OutgoingFile; readonly upload: Upload }
  | { readonly action: 'hold'; readonly problem: Problem };

/** What can be said before the file is fetched: what it is called in QuickBooks, and where it is. */
export type Fetchable =
  | { readonly ok: true; readonly attachable: AttachableFile; readonly link: string }
  | { readonly ok: false; readonly problem: Problem };

/** Our mark on the file: the same for every try, and another for each bill. */
export function markerOf(claimed: ClaimedAttachment): string {
  return marker({ realmId: claimed.realmId, kind: 'attachment', sourceKey: keyOf(claimed) });
}

export function fetchable({ fileName, contentType, downloadUrl }: ClaimedAttachment): Fetchable {
  const named = attachableFrom({ fileName, contentType });
  const [refused] = named.ok ? [] : named.problems;
  if (!named.ok && refused) return { ok: false, problem: refused };
  if (!named.ok || downloadUrl === null)
    return { ok: false, problem: unreadable('no link', noLink(fileName)) };
  return { ok: true, attachable: named.value, link: downloadUrl };
}

/** Other bytes are another request: QuickBooks may answer a request id that it knows with what it answered before. */
export function composeFile(
  claimed: ClaimedAttachment,
  attachable: AttachableFile,
  downloaded: Downloaded,
): ComposedFile {
  const { fileName } = claimed;
  if (!downloaded.ok) return { action: 'hold', problem: whyNoFile(downloaded.noFile, fileName) };
  const { bytes } = downloaded;
  const wrongSize = sizeProblem(fileName, bytes.length);
  if (wrongSize) return { action: 'hold', problem: wrongSize };
  const { billId, purchaseNumber, realmId, revision } = claimed;
  const target = { billId, purchaseNumber, marker: markerOf(claimed) };
  const metadata = JSON.stringify(attachableToQuickBooks(attachable, target));
  const sha256 = createHash('sha256').update(metadata).update(bytes).digest('hex');
  const sourceKey = `${keyOf(claimed)}/${sha256}`;
  const id = requestId({ realmId, kind: 'attachment', sourceKey, operation: 'create', revision });
  return {
    action: 'send',
    file: { requestId: id, metadata, sha256 },
    upload: { metadata, contentType: attachable.contentType, bytes },
  };
}

/** A link that cannot be followed for good; the file's bill is not concerned by any of it. */
export function whyNoFile(noFile: NoFile, fileName: string): Problem {
  switch (noFile.why) {
    case 'too-large':
      return tooLarge(fileName);
    case 'elsewhere':
      return unreadable(
        noFile.origin,
        `The link to ${fileName} leads to ${noFile.origin}, where Billbridge does not go. If that is a place where Cin7 keeps files, add it to CIN7_FILE_ORIGINS and replay.`,
      );
    case 'page':
      return unreadable(
        'a page instead of the file',
        `Cin7 answers the link to ${fileName} with a page instead of the file: it asks for a login, or the file is not there any more. Attach it to the bill in QuickBooks by hand, or attach it in Cin7 again.`,
      );
    case 'refused':
      return unreadable(
        `status ${noFile.status}`,
        `Cin7 refuses the file ${fileName} (${noFile.status}). Attach it there again, or to the bill in QuickBooks by hand.`,
      );
  }
}

export function unreadable(subject: string, message: string): Problem {
  return problem('attachment-unreadable', subject, message);
}

function noLink(fileName: string): string {
  return `Cin7 gives no link to ${fileName}. Attach it there again, or to the bill in QuickBooks by hand.`;
}

function keyOf({ billKey, sourceId }: ClaimedAttachment): string {
  return `${billKey}/${sourceId}`;
}
