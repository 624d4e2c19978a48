/** One part of a form; `content` has one character for each byte. */
export interface FormPart {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
  readonly content: string;
}

export function isMultipart(contentType: string | undefined): boolean {
  return contentType?.toLowerCase().startsWith('multipart/form-data') === true;
}

/** Takes a form apart. The body must have been read byte by byte (latin1), because files are no text. */
export function partsOf(body: string, contentType: string | undefined): FormPart[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
  if (boundary === undefined) return [];
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1);
  return pieces.flatMap((piece) => (piece.startsWith('--') ? [] : partOf(piece)));
}

function partOf(piece: string): FormPart[] {
  const end = piece.indexOf('\r\n\r\n');
  if (end < 0) return [];
  const head = Buffer.from(piece.slice(0, end), 'latin1').toString('utf8');
  const name = /[; ]name="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return [];
  return [
    {
      name,
      fileName: /filename="([^"]*)"/i.exec(head)?.[1],
      contentType: /^content-type:\s*(\S[^\r\n]*)/im.exec(head)?.[1],
      content: piece.slice(end + 4),
    },
  ];
}
