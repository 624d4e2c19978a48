/** A company of the emulator that has consented, and whose lists and queries show at once what was written. */
export interface SignedIn {
  readonly origin: string;
  readonly realmId: string;
  readonly refreshToken: string;
}

const currencies: Readonly<Record<string, string>> = { US: 'USD', GB: 'GBP' };

export async function openedCompany(origin: string, country: string): Promise<SignedIn> {
  const wanted = { company: 'demo', country, homeCurrency: currencies[country] };
  const response = await fetch(`${origin}/_sandbox/realms`, { method: 'POST', body: JSON.stringify(wanted) });
  const { realmId, refreshToken } = await response.json();
  const fresh = { method: 'POST', body: JSON.stringify({ queryLagMs: 0, changesLagMs: 0 }) };
  await fetch(`${origin}/_sandbox/realms/${realmId}/settings`, fresh);
  return { origin, realmId, refreshToken };
}
