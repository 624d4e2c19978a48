import { randomUUID } from 'node:crypto';
import type { ChangeEvent } from './change-event.js';
import { notification } from './notification.js';
import type { Attempt, Post, Subscription } from './subscription.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** After the first failure, the second, and so on; the last repeats itself. */
const RETRY_AFTER_MS = [
  10 * SECOND_MS,
  20 * SECOND_MS,
  30 * SECOND_MS,
  5 * MINUTE_MS,
  20 * MINUTE_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  6 * HOUR_MS,
] as const;
const POSTS_MAX = 100;
const TAKEN_MAX = 1000;
const ATTEMPTS_MAX = 50;

/** Makes posts of the events that have been collected for long enough. */
export function makePosts(subscription: Subscription, nowMs: number): void {
  const { events, posts, settings } = subscription;
  if (posts.length >= POSTS_MAX) return;
  const waiting = events.findIndex(({ atMs }) => atMs + settings.delayMs > nowMs);
  const due = events.splice(0, waiting < 0 ? events.length : waiting);
  if (settings.newestFirst) due.reverse();
  for (const group of groupsOf(due, subscription)) {
    const body = notification(subscription, group);
    posts.push(newPost(body, nowMs));
    subscription.postsMade += 1;
    const { duplicateEvery } = settings;
    if (duplicateEvery > 0 && subscription.postsMade % duplicateEvery === 0) posts.push(newPost(body, nowMs));
  }
}

function newPost(body: string, nowMs: number): Post {
  return { id: randomUUID(), body, madeMs: nowMs, dueMs: nowMs, attempts: [] };
}

function groupsOf(events: readonly ChangeEvent[], { settings }: Subscription): ChangeEvent[][] {
  const byRealm = new Map<string, ChangeEvent[]>();
  for (const event of events) {
    const realm = settings.realmsTogether ? '' : event.realmId;
    const group = byRealm.get(realm);
    if (group === undefined) byRealm.set(realm, [event]);
    else group.push(event);
  }
  const size = Math.max(1, settings.eventsPerPostMax);
  return [...byRealm.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / size) }, (_, index) =>
      group.slice(index * size, (index + 1) * size),
    ),
  );
}

/** The posts that may go out now. One that waits for its next try holds all behind it back. */
export function postsToSend({ posts, settings }: Subscription, nowMs: number): Post[] {
  if (!settings.holdsBack) return posts.filter(({ dueMs }) => dueMs <= nowMs);
  const blocked = posts.findIndex(({ dueMs }) => dueMs > nowMs);
  return blocked < 0 ? [...posts] : posts.slice(0, blocked);
}

/** Only a 200 takes a post off the queue. */
export function settle(subscription: Subscription, post: Post, attempt: Attempt, nowMs: number): void {
  post.attempts.push(attempt);
  const failures = post.attempts.length;
  if (attempt.status !== 200) {
    post.dueMs = nowMs + (RETRY_AFTER_MS[failures - 1] ?? RETRY_AFTER_MS[RETRY_AFTER_MS.length - 1] ?? 0);
    if (failures > ATTEMPTS_MAX) post.attempts.splice(RETRY_AFTER_MS.length, 1);
    return;
  }
  const { posts, taken } = subscription;
  posts.splice(posts.indexOf(post), 1);
  taken.push(post);
  if (taken.length > TAKEN_MAX) taken.shift();
}

/** When the subscription next has something to send, if it has anything at all. */
export function nextDueMs({ events, posts, settings }: Subscription): number | undefined {
  const ripe =
    events[0] === undefined || posts.length >= POSTS_MAX ? [] : [events[0].atMs + settings.delayMs];
  const head = settings.holdsBack ? posts.slice(0, 1) : posts;
  const moments =
    settings.holdsBack && head.length > 0
      ? head.map(({ dueMs }) => dueMs)
      : [...head.map(({ dueMs }) => dueMs), ...ripe];
  return moments.length === 0 ? undefined : Math.min(...moments);
}
