import { createHmac } from 'node:crypto';
import { pacificSecond } from '../pacific-time.js';
import type { Post, Subscription } from './subscription.js';

export function postHeaders({ verifierToken, settings }: Subscription, post: Post): Record<string, string> {
  const key = settings.signature === 'wrong' ? `not ${verifierToken}` : verifierToken;
  const signature = createHmac('sha256', key).update(post.body).digest('base64');
  return {
    'content-type': settings.contentType,
    accept: 'application/json',
    'user-agent': 'intuit_notification_server/0.1',
    'intuit-notification-schema-version': '0.1',
    /** Written without the colon that other times have. */
    'intuit-created-time': pacificSecond(post.madeMs).replace(/:(\d\d)$/, '$1'),
    'intuit-t-id': post.id,
    ...(settings.signature === 'missing' ? {} : { 'intuit-signature': signature }),
  };
}
