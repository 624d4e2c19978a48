import type { Webhook } from '../model/webhook.js';

const TIMEOUT_MS = 10_000;

/** One try. Answers the status, or `null` where no answer came; a redirect is not followed. */
export async function sendWebhook(webhook: Webhook, body: string): Promise<number | null> {
  try {
    const answer = await fetch(webhook.url, {
      method: 'POST',
      redirect: 'manual',
      headers: headersOf(webhook),
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
}

/** There is no signature: what the registration says is all by which a receiver can know Cin7. */
function headersOf(webhook: Webhook): Headers {
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8' });
  for (const { key, value } of webhook.headers) headers.append(key, value);
  if (webhook.authorization === 'basicauth')
    headers.set(
      'authorization',
      `Basic ${Buffer.from(`${webhook.userName}:${webhook.password}`).toString('base64')}`,
    );
  if (webhook.authorization === 'bearerauth' && webhook.bearerToken !== '')
    headers.set('authorization', `Bearer ${webhook.bearerToken}`);
  return headers;
}
