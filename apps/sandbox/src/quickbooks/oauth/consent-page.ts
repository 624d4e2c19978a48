export interface CompanyChoice {
  readonly realmId: string;
  readonly name: string;
}

const CARRIED = ['client_id', 'scope', 'redirect_uri', 'response_type', 'state'] as const;

export function consentPage(query: URLSearchParams, companies: readonly CompanyChoice[]): string {
  const carried = CARRIED.map(
    (name) => `<input type="hidden" name="${name}" value="${escaped(query.get(name) ?? '')}">`,
  );
  const options = companies.map(
    ({ realmId, name }) =>
      `<option value="${escaped(realmId)}">${escaped(name)} (${escaped(realmId)})</option>`,
  );
  return framed(
    'Connect a company',
    `<h1>Connect a company</h1>
<p>The app <strong>${escaped(query.get('client_id') ?? '')}</strong> asks for access to the accounting data of one company.</p>
<form method="post" action="/connect/oauth2/decision">
${carried.join('\n')}
<p><label for="realmId">Company</label> <select id="realmId" name="realmId">${options.join('')}</select></p>
<button type="submit" name="decision" value="connect">Connect</button>
<button type="submit" name="decision" value="cancel">Cancel</button>
</form>`,
  );
}

export function errorPage(problem: string): string {
  return framed('Sorry', `<h1>Sorry, but the app did not connect</h1><p>${escaped(problem)}</p>`);
}

function framed(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} - QuickBooks sandbox</title>
<style>body{font:16px sans-serif;max-width:34rem;margin:4rem auto}button{font:inherit;padding:.5rem 1rem}</style></head>
<body>${content}</body></html>`;
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
