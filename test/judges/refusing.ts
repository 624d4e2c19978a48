import type { Refusal } from './judged-client.js';

export const READ_ONLY = 'QuickBooks itself lets nobody change it through this interface';

/** One call that must be refused, and why that is as it should be. */
export const refusing = (because: string, method: string, ...given: unknown[]): Refusal => ({
  because,
  attempt: async (open) => {
    await (await open()).call(method, ...given);
  },
});
