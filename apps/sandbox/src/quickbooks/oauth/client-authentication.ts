import type { App, OAuthState } from './oauth-state.js';

/** Who calls the token or revocation endpoint: by Basic authorization, or by members of the form. */
export function authenticatedApp(
  state: OAuthState,
  authorization: string | undefined,
  form: URLSearchParams,
): App | undefined {
  const [clientId, clientSecret] = credentials(authorization, form);
  const app = state.apps.get(clientId);
  return app !== undefined && app.clientSecret === clientSecret ? app : undefined;
}

function credentials(authorization: string | undefined, form: URLSearchParams): [string, string] {
  const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [decoded(text.slice(0, colon)), decoded(text.slice(colon + 1))];
}

/** Clients differ on whether they encode the two halves before joining them. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
