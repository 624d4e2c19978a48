import { fieldsOf, requiredText, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import type { Purchase } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import { renderAttachment } from '../render/render-attachment.js';
import { buildAttachment } from '../seed/build-attachment.js';
import { fileFrom } from './file-from.js';
import { purchaseWithTask } from './find-purchase.js';

/** One endpoint for purchases of every kind. */
function getAttachments(call: Cin7Call): object {
  return render(call, purchaseWithTask(call.tenant, call.query.text('TaskID')));
}

/** The file comes along in base64, or Cin7 fetches it from an address. */
async function postAttachment(call: Cin7Call): Promise<object> {
  const fields = fieldsOf(call.body);
  const purchase = purchaseWithTask(call.tenant, requiredText(fields, 'PurchaseID').toLowerCase());
  const fileName = requiredText(fields, 'FileName');
  const address = textIn(fields, 'FileDownloadUrl');
  const content = address === undefined ? base64In(requiredText(fields, 'Content')) : await fileFrom(address);
  purchase.attachments = [...purchase.attachments, buildAttachment(call.tenant, { fileName, content })];
  save(call, purchase);
  return render(call, purchase);
}

function base64In(content: string): string {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(content)) throw new Cin7Error("Attribute 'Content' is invalid.");
  return content;
}

function deleteAttachment(call: Cin7Call): object {
  const id = (call.query.text('ID') ?? '').toLowerCase();
  const found = call.tenant.purchases
    .all()
    .find(({ purchase }) => purchase.attachments.some((attachment) => attachment.id === id));
  if (found === undefined) throw new Cin7Error('Attachment with specified ID not found');
  const { purchase } = found;
  purchase.attachments = purchase.attachments.filter((attachment) => attachment.id !== id);
  save(call, purchase);
  return render(call, purchase);
}

/** It is not known whether an attachment is a change of its purchase; the account's settings say. */
function save({ tenant, world }: Cin7Call, purchase: Purchase): void {
  if (tenant.settings.attachmentMovesLastUpdated) saveNow(world, tenant, purchase);
  else world.changed();
}

function render({ origin }: Cin7Call, purchase: Purchase): object {
  return {
    TaskID: purchase.id,
    Lines: purchase.attachments.map((attachment) => renderAttachment(attachment, origin)),
  };
}

export const purchaseAttachmentRoutes: Routes = {
  'purchase/attachment': { GET: getAttachments, POST: postAttachment, DELETE: deleteAttachment },
};
