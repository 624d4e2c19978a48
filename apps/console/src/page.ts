const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export interface PageLink {
  readonly href: string;
  readonly text: string;
}

/** A page of a heading, a sentence and links; names from outside appear as text, whatever they hold. */
export function page(heading: string, sentence: string, links: readonly PageLink[] = []): string {
  const items = links.map(({ href, text }) => `<li><a href="${escaped(href)}">${escaped(text)}</a></li>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(heading)} - Billbridge</title></head>
<body><h1>${escaped(heading)}</h1><p>${escaped(sentence)}</p>${items.length > 0 ? `<ul>${items.join('')}</ul>` : ''}</body></html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
