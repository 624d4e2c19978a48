import type { Attachment } from '../model/attachment.js';
import type { Tenant } from '../model/tenant.js';
import type { Cin7World } from '../world.js';
import { type Answer, html, redirect } from './answer.js';

const PATH = '/attachment/download';

export function isAttachment(url: URL): boolean {
  return url.pathname.toLowerCase() === PATH;
}

/** The link stands outside the API and carries no credentials: whoever has it has the file, unless the site asks for a login. */
export function attachmentAnswer(world: Cin7World, url: URL): Answer {
  const id = (url.searchParams.get('ID') ?? '').toLowerCase();
  for (const tenant of world.tenants.values()) {
    const attachment = attachmentIn(tenant, id);
    if (attachment !== undefined)
      return tenant.settings.attachmentDownload === 'login' ? redirect() : fileAnswer(attachment);
  }
  return html();
}

function fileAnswer({ contentType, content, fileName }: Attachment): Answer {
  return {
    status: 200,
    contentType,
    body: Buffer.from(content, 'base64'),
    headers: { 'Content-Disposition': `attachment; filename="${encodeURIComponent(fileName)}"` },
  };
}

function attachmentIn(tenant: Tenant, id: string): Attachment | undefined {
  const isWanted = (attachment: Attachment) => attachment.id === id;
  for (const { purchase } of tenant.purchases.all()) {
    const found = purchase.attachments.find(isWanted);
    if (found !== undefined) return found;
  }
  return [...tenant.products.values()].flatMap((product) => product.attachments).find(isWanted);
}
