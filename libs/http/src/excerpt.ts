const charactersMax = 80;

/** More than is shown, since cutting shortens; less than everything, since an answer may be 20 MB. */
const charactersRead = 4_000;

const namedSecret =
  /((?:secret|token|password|passwd|authorization|key|cookie)["']?\s*[:=]\s*["']?)[^"'&,;<>{}\s]+/gi;
const bearer = /\b(bearer|basic)\s+[^\s"'<>,]+/gi;
const longRun = /[A-Za-z0-9_\-+/=.~]{20,}/g;

/** The first characters of a text in one line, with everything cut that could be a secret. */
export function excerptOf(text: string): string {
  const cut = text
    .slice(0, charactersRead)
    .replace(bearer, '$1 [cut]')
    .replace(namedSecret, '$1[cut]')
    .replace(longRun, '[cut]')
    .replace(/\s+/g, ' ')
    .trim();
  return cut.slice(0, charactersMax);
}
