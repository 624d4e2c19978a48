import { type JsonClient, jsonClient } from '../e2e/json-client.js';
import type { System } from '../e2e/system.js';

/** A company at QuickBooks that a person connects, by whichever console answers at a port. */
export class Connecting {
  /** The callback that the browser was sent to last: a person who sees nothing reloads it. */
  private callback: URL | null = null;

  private constructor(
    private readonly system: System,
    readonly realmId: string,
    private readonly refreshToken: string,
  ) {}

  static async newCompany(system: System): Promise<Connecting> {
    const { realmId, refreshToken } = await system.quickBooks.post('/realms', { company: 'empty' });
    return new Connecting(system, realmId, refreshToken);
  }

  /** The same company, with a refresh token of another consent. */
  async again(): Promise<Connecting> {
    const { refreshToken } = await this.system.quickBooks.post('/tokens/issue', { realmId: this.realmId });
    return new Connecting(this.system, this.realmId, refreshToken);
  }

  async byToken(port: number): Promise<void> {
    const body = { name: 'QuickBooks', realmId: this.realmId, refreshToken: this.refreshToken };
    await this.api(port).post('/connections/quickbooks', body);
  }

  /** To the provider's page, a click there, and back. */
  async byConsent(port: number): Promise<void> {
    const begun = await fetch(`http://127.0.0.1:${port}/api/v1/connections/quickbooks/authorize`, {
      headers: this.headers,
      redirect: 'manual',
    });
    const page = new URL(begun.headers.get('location') ?? '');
    const form = new URLSearchParams(page.searchParams);
    form.set('realmId', this.realmId);
    form.set('decision', 'connect');
    const decided = await fetch(new URL('/connect/oauth2/decision', page), {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    this.callback = new URL(decided.headers.get('location') ?? '');
    if (!(await this.reload(port))) throw new Error('The consent was refused');
  }

  /** False where it does not connect, or there is nothing to reload. */
  async reload(port: number): Promise<boolean> {
    if (!this.callback) return false;
    return (await fetch(`http://127.0.0.1:${port}${this.callback.pathname}${this.callback.search}`)).ok;
  }

  /** Whether the stored token opens the company, which no access token does any more. */
  async opens(port: number, id: string): Promise<unknown> {
    await this.system.quickBooks.post('/tokens/expire-access', { realmId: this.realmId });
    return this.api(port).post(`/connections/${id}/test`);
  }

  private get headers() {
    return { authorization: `Bearer ${this.system.env.API_TOKEN}` };
  }

  private api(port: number): JsonClient {
    return jsonClient(`http://127.0.0.1:${port}/api/v1`, this.headers);
  }
}
