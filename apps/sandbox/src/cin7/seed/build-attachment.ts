import { extname } from 'node:path';
import type { AttachmentDescription } from '../../company/purchase-description.js';
import type { Attachment } from '../model/attachment.js';
import { nextId } from '../model/identifiers.js';
import type { Tenant } from '../model/tenant.js';

const contentTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.txt': 'text/plain',
};

export function buildAttachment(tenant: Tenant, { fileName, content }: AttachmentDescription): Attachment {
  const contentType = contentTypes[extname(fileName).toLowerCase()] ?? 'application/octet-stream';
  return { id: nextId(tenant), fileName, contentType, isDefault: false, content };
}
