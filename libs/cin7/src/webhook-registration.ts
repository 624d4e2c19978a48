import { RemoteError } from '#libs/http';
import type { Concealed } from './cin7.client.js';
import type { Cin7Webhooks, ListedWebhook } from './cin7.webhooks.js';

/** What tells of the documents that we carry. */
export const webhookTypes = [
  'Purchase/OrderAuthorised',
  'Purchase/InvoiceAuthorised',
  'Purchase/CreditNoteAuthorised',
  'Purchase/Updated',
  'Supplier/Updated',
] as const;

export interface WantedRegistration {
  readonly url: string;
  readonly secret: Concealed;
  /** Ids at Cin7 of what we registered before, wherever it led. */
  readonly known: readonly string[];
}

/** What came of one type. */
export interface Registration {
  readonly type: string;
  readonly url: string;
  readonly cin7Id: string | null;
  readonly active: boolean;
  /** Whether it was not as it should be, and Cin7 was told. */
  readonly mended: boolean;
  /** Why Cin7 does not take it. */
  readonly problem: string | null;
}

/**
 * Makes Cin7 have one active webhook of each type that leads to us, and leaves those of others alone. `sure` says of which
 * types Cin7 has the secret already, so that what is active is not touched: looking then costs one call.
 */
export async function registerWebhooks(
  client: Cin7Webhooks,
  wanted: WantedRegistration,
  { sure }: { readonly sure: readonly string[] },
): Promise<readonly Registration[]> {
  const listed = await client.list();
  const registrations: Registration[] = [];
  for (const type of webhookTypes) {
    const ours = listed.filter((each) => each.type === type && isOurs(each, wanted));
    registrations.push(await registerType(client, type, ours, { ...wanted, sure: sure.includes(type) }));
  }
  return registrations;
}

/** Takes away all that lead to us. What Cin7 does not have any more is gone already. */
export async function removeWebhooks(
  client: Cin7Webhooks,
  wanted: Omit<WantedRegistration, 'secret'>,
): Promise<void> {
  for (const each of await client.list()) if (isOurs(each, wanted)) await client.remove(each.id);
}

async function registerType(
  client: Cin7Webhooks,
  type: string,
  [first, ...surplus]: readonly ListedWebhook[],
  { url, secret, sure }: WantedRegistration & { readonly sure: boolean },
): Promise<Registration> {
  const wanted = { type, url, secret };
  try {
    for (const { id } of surplus) await client.remove(id);
    // Of two that were made at once, nobody knows which was told which secret.
    const isAsKnown = sure && surplus.length === 0;
    if (first && isAsKnown && first.active && first.url === url)
      return { ...done(wanted, first.id), mended: false };
    if (!first) return done(wanted, (await client.add(wanted))?.id ?? null);
    await client.change(first.id, wanted);
    return done(wanted, first.id);
  } catch (error) {
    if (!(error instanceof RemoteError) || error.failure !== 'rejected') throw error;
    return { type, url, cin7Id: first?.id ?? null, active: false, mended: false, problem: error.message };
  }
}

function done(
  { type, url }: { readonly type: string; readonly url: string },
  cin7Id: string | null,
): Registration {
  return { type, url, cin7Id, active: true, mended: true, problem: null };
}

function isOurs({ id, url }: ListedWebhook, wanted: Omit<WantedRegistration, 'secret'>): boolean {
  return url === wanted.url || wanted.known.includes(id);
}
