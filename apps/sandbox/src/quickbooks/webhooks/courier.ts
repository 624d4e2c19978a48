import type { World } from '../world.js';
import { postHeaders } from './post-headers.js';
import { makePosts, nextDueMs, postsToSend, settle } from './post-queue.js';
import type { Attempt, Post, Subscription } from './subscription.js';

export interface SentPost extends Attempt {
  readonly clientId: string;
  readonly postId: string;
}

/** Carries posts to the apps, each at its time by the virtual clock. */
export interface Courier {
  /** Something is new or the clock has moved: looks at the time again. */
  wake(): void;
  /** Sends all that is due, also to those who are only sent to on demand, and tells what became of it. */
  deliverDue(): Promise<SentPost[]>;
  stop(): Promise<void>;
}

/** Longer than this a timer does not wait: the clock may run faster by then. */
const NAP_MAX_MS = 60_000;

export function courier(world: () => World, changed: () => void): Courier {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  /** One round at a time, so that no post goes out twice at once. */
  const round = (which: (subscription: Subscription) => boolean): Promise<SentPost[]> => {
    const sent = running.then(() => deliverAll(world(), [...world().subscriptions.values()].filter(which)));
    running = sent.then(
      (posts) => {
        if (posts.length > 0) changed();
        wake();
      },
      () => wake(),
    );
    return sent;
  };
  const wake = (): void => {
    clearTimeout(timer);
    const waitMs = napMs(world());
    if (isStopped || waitMs === undefined) return;
    timer = setTimeout(() => {
      round(({ settings }) => settings.automatic).catch(() => {});
    }, waitMs);
    timer.unref();
  };
  return {
    wake,
    deliverDue: () => round(() => true),
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

function napMs({ clock, subscriptions }: World): number | undefined {
  const moments = [...subscriptions.values()].flatMap((subscription) =>
    subscription.settings.automatic ? (nextDueMs(subscription) ?? []) : [],
  );
  if (moments.length === 0) return undefined;
  const virtualMs = Math.max(0, Math.min(...moments) - clock.now().getTime());
  return Math.min(NAP_MAX_MS, Math.ceil(virtualMs / clock.rate()));
}

async function deliverAll(world: World, subscriptions: readonly Subscription[]): Promise<SentPost[]> {
  const sent = await Promise.all(subscriptions.map((subscription) => deliverTo(world, subscription)));
  return sent.flat();
}

async function deliverTo({ clock }: World, subscription: Subscription): Promise<SentPost[]> {
  const sent: SentPost[] = [];
  makePosts(subscription, clock.now().getTime());
  for (const post of postsToSend(subscription, clock.now().getTime())) {
    const attempt = await sendPost(subscription, post, clock.now().toISOString());
    settle(subscription, post, attempt, clock.now().getTime());
    sent.push({ clientId: subscription.clientId, postId: post.id, ...attempt });
    if (attempt.status !== 200 && subscription.settings.holdsBack) break;
  }
  return sent;
}

async function sendPost(subscription: Subscription, post: Post, at: string): Promise<Attempt> {
  try {
    const response = await fetch(subscription.url, {
      method: 'POST',
      headers: postHeaders(subscription, post),
      body: post.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(subscription.settings.answerLimitMs),
    });
    await response.body?.cancel();
    return { at, status: response.status, problem: null };
  } catch (error) {
    return { at, status: null, problem: error instanceof Error ? error.message : String(error) };
  }
}
