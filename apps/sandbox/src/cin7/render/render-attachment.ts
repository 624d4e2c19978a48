import type { Attachment } from '../model/attachment.js';

/** The link leads to the web site and not to the API. */
export function renderAttachment(attachment: Attachment, origin: string): object {
  const { id, contentType, fileName } = attachment;
  return {
    ID: id,
    ContentType: contentType,
    IsDefault: attachment.isDefault,
    FileName: fileName,
    DownloadUrl: `${origin}/Attachment/Download?ID=${id}&ContentType=${contentType}&FileName=${encodeURIComponent(fileName)}`,
  };
}
