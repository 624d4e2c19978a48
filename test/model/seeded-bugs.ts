import { RemoteError } from '#libs/quickbooks';
import type { Spoil } from './world.js';
import type { Surroundings } from './writer-process.js';

/** A mistake that such a system could have, made on purpose around the real writer. */
export interface SeededBug {
  readonly mistake: string;
  /** The invariants one of which has to catch it. */
  readonly breaks: RegExp;
  readonly spoil: Spoil;
}

export const seededBugs: readonly SeededBug[] = [
  {
    mistake: 'a new request id for every try',
    breaks: /^P[14] /m,
    spoil: (all) => ({
      ...all,
      claims: instead(all.claims, {
        claim: async (id, state) => {
          const claimed = await all.claims.claim(id, state);
          if (!claimed || claimed.posting.quickBooksId) return claimed;
          const revision = claimed.posting.revision * 1_000 + Number(claimed.leaseToken);
          return { ...claimed, posting: { ...claimed.posting, revision } };
        },
      }),
    }),
  },
  {
    mistake: 'nothing is looked up before it is sent again',
    breaks: /^P[125] /m,
    spoil: (all) => ({
      ...all,
      http: async (request) => {
        const answer = await all.http(request);
        const isLookUp = request.url.includes('/query?');
        return isLookUp ? { ...answer, body: JSON.stringify({ QueryResponse: {} }) } : answer;
      },
    }),
  },
  {
    mistake: 'one step without its fence',
    breaks: /^P7 /m,
    spoil: (all, ledger) => ({
      ...all,
      writes: instead(all.writes, {
        finishInDoubt: (claimed, seconds) =>
          all.writes.finishInDoubt(
            { ...claimed, leaseToken: ledger.get(claimed.posting.id).leaseToken },
            seconds,
          ),
      }),
    }),
  },
  {
    mistake: 'no settle window',
    breaks: /^P[15] /m,
    spoil: (all) => ({ ...all, policy: { ...all.policy, settleSeconds: 0 } }),
  },
  {
    mistake: 'a 5xx is a refusal',
    breaks: /^P[125] /m,
    spoil: (all) => ({
      ...all,
      http: async (request) => {
        const answer = await all.http(request);
        const body = JSON.stringify({ Fault: { Error: [{ Message: 'no', code: '2' }] } });
        return answer.status === 500 ? { ...answer, status: 400, body } : answer;
      },
    }),
  },
  {
    mistake: 'a lost answer is a failure to send',
    breaks: /^P5 /m,
    spoil: (all) => ({
      ...all,
      http: (request) =>
        all.http(request).catch(() => Promise.reject(new RemoteError('not-sent', 'It timed out'))),
    }),
  },
  {
    mistake: 'a hidden retry in the door to the network, with a request id of its own',
    breaks: /^P[13] /m,
    spoil: (all) => ({
      ...all,
      http: (request) =>
        all
          .http(request)
          .catch(() =>
            all.http({ ...request, url: request.url.replace(/requestid=\w{4}/, 'requestid=once') }),
          ),
    }),
  },
  {
    mistake: 'the bytes leave before they are committed',
    breaks: /^P3 /m,
    spoil: (all) => {
      let commit = async () => false;
      return {
        ...all,
        writes: instead(all.writes, {
          markSending: async (claimed, write) => {
            commit = () => all.writes.markSending(claimed, write);
            return true;
          },
        }),
        http: async (request) => {
          const answer = await all.http(request);
          await commit();
          return answer;
        },
      };
    },
  },
  {
    mistake: 'answers are not kept',
    breaks: /^P6 /m,
    spoil: (all) => ({ ...all, writes: instead(all.writes, { appendAttempt: async () => undefined }) }),
  },
  {
    mistake: 'a change goes out with the sync token of an earlier reading',
    breaks: /^P8 /m,
    spoil: (all) => {
      const first = new Map<string, Awaited<ReturnType<Surroundings['http']>>>();
      return {
        ...all,
        http: async (request) => {
          const known = first.get(request.url);
          if (known && request.method === 'GET' && !request.url.includes('/query?')) return known;
          const answer = await all.http(request);
          first.set(request.url, answer);
          return answer;
        },
      };
    },
  },
];

function instead<Whole extends object>(target: Whole, changed: Partial<Whole>): Whole {
  return new Proxy(target, {
    get: (_, name) => {
      const method = Reflect.get(name in changed ? changed : target, name) as unknown;
      return typeof method === 'function' && !(name in changed) ? method.bind(target) : method;
    },
  });
}
