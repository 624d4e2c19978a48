import type { SpoilBroker } from './token-world.js';

/** A mistake that a token broker could have, made on purpose around the real one. */
export interface SeededTokenBug {
  readonly mistake: string;
  readonly breaks: RegExp;
  readonly spoil: SpoilBroker;
}

export const seededTokenBugs: readonly SeededTokenBug[] = [
  {
    mistake: 'tokens that are saved only after they have been used',
    breaks: /^T[23] /m,
    spoil: ({ store, refresh, expire }) => {
      let late = async () => {};
      return {
        refresh,
        expire,
        store: {
          ...store,
          current: async (id) => {
            await late();
            return store.current(id);
          },
          save: async (id, version, tokens) => {
            late = async () => {
              late = async () => {};
              await store.save(id, version, tokens);
            };
            return true;
          },
        },
      };
    },
  },
  {
    mistake: 'a renewal without a lease',
    breaks: /^T1 /m,
    spoil: ({ store, refresh, expire }) => ({
      refresh,
      expire,
      store: {
        ...store,
        lease: async (id, seconds) => (await store.lease(id, seconds)) ?? 'taken all the same',
      },
    }),
  },
  {
    mistake: 'a lease that ends before the exchange can',
    breaks: /^T1 /m,
    spoil: (parts) => ({ ...parts, store: { ...parts.store, lease: (id) => parts.store.lease(id, 10) } }),
  },
  {
    mistake: 'a save without a comparison of versions',
    breaks: /^T3 /m,
    spoil: ({ store, refresh, expire }) => ({
      refresh,
      expire,
      store: {
        ...store,
        save: async (id, _version, tokens) => store.save(id, (await store.current(id)).version, tokens),
      },
    }),
  },
  {
    mistake: 'a lost answer that is taken for a dead token',
    breaks: /^T4 /m,
    spoil: ({ store, refresh, expire }) => ({
      store,
      expire,
      refresh: (token) =>
        refresh(token).catch((error) => {
          throw Object.assign(error, { failure: 'unauthorised' });
        }),
    }),
  },
  {
    mistake: 'what could not be stored is forgotten',
    breaks: /^T[23] /m,
    spoil: ({ store, refresh, expire }) => ({
      refresh,
      expire,
      store: { ...store, save: (id, version, tokens) => store.save(id, version, tokens).catch(() => true) },
    }),
  },
  {
    mistake: 'a connection that is ended whatever tokens it has by now',
    breaks: /^T4 /m,
    spoil: (parts) => ({
      ...parts,
      expire: async () => parts.expire((await parts.store.current('c')).version),
    }),
  },
];
