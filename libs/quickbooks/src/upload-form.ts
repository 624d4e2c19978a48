/** One file with what QuickBooks shall know of it. */
export interface Upload {
  /** JSON of an Attachable: file name, type, note, and the object that it hangs on. */
  readonly metadata: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface Form {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/**
 * The form of `POST /upload`. The same file gives the same bytes for ever. The name that counts stands in the metadata; in
 * the part's own header, where quotes and line ends would matter, there is another.
 */
export function uploadForm({ metadata, contentType, bytes }: Upload, requestId: string): Form {
  const boundary = `billbridge-${requestId}`;
  const head = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="file_metadata_0"; filename="metadata.json"',
    'Content-Type: application/json; charset=UTF-8',
    '',
    metadata,
    `--${boundary}`,
    'Content-Disposition: form-data; name="file_content_0"; filename="attachment"',
    `Content-Type: ${contentType}`,
    '',
    '',
  ].join('\r\n');
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
