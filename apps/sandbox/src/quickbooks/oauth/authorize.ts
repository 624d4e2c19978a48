import type { Answer } from '../answer.js';
import { type CompanyChoice, consentPage, errorPage } from './consent-page.js';
import { newCode, type OAuthState } from './oauth-state.js';

const CODE_LIFE_MS = 5 * 60_000;
const SCOPES = new Set([
  'com.intuit.quickbooks.accounting',
  'com.intuit.quickbooks.payment',
  'openid',
  'profile',
  'email',
  'phone',
  'address',
]);
const REQUIRED = ['client_id', 'scope', 'redirect_uri', 'response_type', 'state'] as const;

/** Shows the page on which a person picks a company and connects or cancels. */
export function authorize(
  state: OAuthState,
  query: URLSearchParams,
  companies: readonly CompanyChoice[],
): Answer {
  const problem = problemOf(state, query);
  if (problem !== undefined) return page(400, errorPage(problem));
  const scopes = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  if (scopes.length === 0 || scopes.some((scope) => !SCOPES.has(scope))) {
    return backToApp(query, { error: 'invalid_scope', error_description: 'The requested scope is invalid' });
  }
  return page(200, consentPage(query, companies));
}

/** What the person has clicked. The form repeats the parameters, so they are checked once more. */
export function decide(
  state: OAuthState,
  form: URLSearchParams,
  nowMs: number,
  knownRealm: (id: string) => boolean,
): Answer {
  const problem = problemOf(state, form);
  if (problem !== undefined) return page(400, errorPage(problem));
  if (form.get('decision') !== 'connect') {
    return backToApp(form, { error: 'access_denied', error_description: 'The user did not authorize' });
  }
  const realmId = form.get('realmId') ?? '';
  if (!knownRealm(realmId)) return page(400, errorPage('Choose a company.'));
  const code = newCode();
  state.codes.set(code, {
    clientId: form.get('client_id') ?? '',
    realmId,
    redirectUri: form.get('redirect_uri') ?? '',
    scope: form.get('scope') ?? '',
    expiresMs: nowMs + CODE_LIFE_MS,
    usedByGrantId: null,
  });
  return backToApp(form, { code, realmId });
}

function problemOf(state: OAuthState, query: URLSearchParams): string | undefined {
  const missing = REQUIRED.filter((name) => (query.get(name) ?? '') === '');
  if (missing.length > 0) return `The request lacks ${missing.join(', ')}.`;
  const app = state.apps.get(query.get('client_id') ?? '');
  if (app === undefined) return 'The client_id is unknown.';
  if (query.get('response_type') !== 'code') return 'The response_type must be code.';
  const redirectUri = query.get('redirect_uri') ?? '';
  const registered =
    app.redirectUris.length > 0 ? app.redirectUris.includes(redirectUri) : isLoopback(redirectUri);
  return registered ? undefined : 'The redirect_uri query parameter value is invalid.';
}

function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return /^https?:$/.test(protocol) && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function backToApp(query: URLSearchParams, answer: Readonly<Record<string, string>>): Answer {
  const address = new URL(query.get('redirect_uri') ?? '');
  for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value);
  address.searchParams.set('state', query.get('state') ?? '');
  return { status: 302, headers: { location: address.href }, body: '' };
}

function page(status: number, html: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: html,
  };
}
