import { type CrashCompany, ofCin7, type RecordType } from './crash-company.js';

/** What happens at a customer's while a service runs towards the point where it dies. */
export interface Story {
  readonly name: string;
  readonly act: (crash: CrashCompany) => Promise<unknown>;
  /** What is read after it; by default everything. */
  readonly reads?: readonly RecordType[];
}

const plan = (crash: CrashCompany, kind: string, path: string) =>
  crash.system.quickBooks.post(crash.company.quickBooks('/faults'), { kind, path, method: 'POST', times: 1 });

const refuseToken = (crash: CrashCompany) =>
  crash.system.quickBooks.post('/tokens/expire-access', { realmId: crash.company.realmId });

/** In the order in which a recording goes through them. */
export const stories: readonly Story[] = [
  { name: 'buy', act: (crash) => crash.trade.buy() },
  { name: 'edit', act: async (crash) => crash.trade.edit(await crash.settledPurchase()) },
  {
    name: 'take-back',
    act: async (crash) => {
      await crash.trade.takeBack(await crash.settledPurchase());
      // There is always one more to be changed.
      await crash.trade.buy();
    },
  },
  { name: 'month-away', act: (crash) => crash.agePoll() },
  { name: 'token-refused-in-reading', act: refuseToken, reads: ['quickbooks-object'] },
  { name: 'token-old-in-reading', act: (crash) => crash.ageAccessToken(), reads: ['quickbooks-object'] },
  {
    name: 'token-refused-in-writing',
    act: async (crash) => {
      await refuseToken(crash);
      await crash.trade.buy();
    },
    reads: ofCin7,
  },
  {
    name: 'token-old-in-writing',
    act: async (crash) => {
      await crash.ageAccessToken();
      await crash.trade.buy();
    },
    reads: ofCin7,
  },
  {
    name: 'answer-lost',
    act: async (crash) => {
      await plan(crash, 'commit-then-drop', '/bill');
      await crash.trade.buy();
    },
  },
  {
    name: 'vendor-answer-lost',
    act: async (crash) => {
      await plan(crash, 'commit-then-drop', '/vendor');
      await crash.trade.buy();
    },
  },
  {
    name: 'request-lost',
    act: async (crash) => {
      await plan(crash, 'reset-before', '/bill');
      await crash.trade.buy();
    },
  },
  { name: 'buy-with-file', act: (crash) => crash.trade.buyWithFile() },
  {
    name: 'file-answer-lost',
    act: async (crash) => {
      await plan(crash, 'commit-then-drop', '/upload');
      await crash.trade.buyWithFile();
    },
  },
  {
    name: 'file-request-lost',
    act: async (crash) => {
      await plan(crash, 'reset-before', '/upload');
      await crash.trade.buyWithFile();
    },
  },
  {
    name: 'take-back-with-file',
    act: async (crash) => {
      await crash.trade.takeBack(await crash.settledPurchase({ files: true }));
      await crash.trade.buyWithFile();
    },
  },
];
