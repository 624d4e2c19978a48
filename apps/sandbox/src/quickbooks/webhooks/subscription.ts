import { randomBytes } from 'node:crypto';
import type { EntityName } from '../model/member.js';
import type { ChangeEvent } from './change-event.js';

/** The switches of one app's webhooks. */
export interface WebhookSettings {
  format: 'cloudevents' | 'legacy';
  contentType: string;
  signature: 'right' | 'wrong' | 'missing';
  /** How long events are collected before they are posted. */
  delayMs: number;
  eventsPerPostMax: number;
  /** Every so manieth post comes twice; 0 for never. */
  duplicateEvery: number;
  newestFirst: boolean;
  /** One post may tell of several companies. */
  realmsTogether: boolean;
  /** Whoever has not answered by then has not taken the post. By the real clock. */
  answerLimitMs: number;
  /** While a post is not taken, later ones wait behind it. */
  holdsBack: boolean;
  /** Otherwise posts are only sent on demand. */
  automatic: boolean;
}

/** The worst mode that a correct receiver survives. */
export function usualWebhookSettings(): WebhookSettings {
  return {
    format: 'cloudevents',
    contentType: 'application/json; charset=utf-8',
    signature: 'right',
    delayMs: 1000,
    eventsPerPostMax: 100,
    duplicateEvery: 3,
    newestFirst: true,
    realmsTogether: true,
    answerLimitMs: 3000,
    holdsBack: true,
    automatic: true,
  };
}

/** What became of one sending of a post. */
export interface Attempt {
  readonly at: string;
  readonly status: number | null;
  readonly problem: string | null;
}

export interface Post {
  /** Of the header `intuit-t-id`. */
  readonly id: string;
  readonly body: string;
  readonly madeMs: number;
  readonly attempts: Attempt[];
  dueMs: number;
}

/** One app's wish to be told, and what is on its way to it. */
export interface Subscription {
  readonly clientId: string;
  url: string;
  verifierToken: string;
  /** `null` for all that there are. */
  entities: readonly EntityName[] | null;
  readonly settings: WebhookSettings;
  /** Not yet posted, the earliest first. */
  readonly events: ChangeEvent[];
  /** Posted but not yet taken, in the order in which they go out. */
  readonly posts: Post[];
  /** The latest posts that were taken. */
  readonly taken: Post[];
  postsMade: number;
  /** Events that were lost because nobody took them for too long. */
  eventsDropped: number;
}

export function newSubscription(clientId: string, url: string): Subscription {
  return {
    clientId,
    url,
    verifierToken: randomBytes(18).toString('base64url'),
    entities: null,
    settings: usualWebhookSettings(),
    events: [],
    posts: [],
    taken: [],
    postsMade: 0,
    eventsDropped: 0,
  };
}
