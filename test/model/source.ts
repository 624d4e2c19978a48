import { type DocumentKind, marker, problem } from '#libs/domain';
import type { IntendedDocument } from '#libs/persistence';

/** What Cin7 and the rules say of one document now. */
export type Wanted =
  | { readonly outcome: 'post'; readonly amount: number }
  | { readonly outcome: 'withdraw' | 'hold' | 'exclude' };

/** A document of Cin7 in a model. */
export interface Source {
  readonly kind: Extract<DocumentKind, 'vendor' | 'bill'>;
  readonly key: string;
  readonly recordId: string;
  readonly entity: 'Vendor' | 'Bill';
  readonly dependsOn: IntendedDocument['dependsOn'];
  wanted: Wanted;
}

/** The mark that a document made for this source carries. */
export function markOf(source: Source, realmId: string): string {
  return marker({ realmId, kind: source.kind, sourceKey: source.key });
}

export function intendedDocument(source: Source, realmId: string): IntendedDocument {
  const { kind, key, dependsOn, wanted } = source;
  const isPosted = wanted.outcome === 'post';
  const intention = {
    kind,
    sourceKey: key,
    sourceNumber: key,
    documentDate: kind === 'bill' ? '2026-11-01' : null,
    total: kind === 'bill' ? { minor: BigInt(isPosted ? wanted.amount : 0) * 100n, currency: 'USD' } : null,
    supplierId: null,
    orderKey: null,
    decision: decisionOf(source),
  };
  const intent = isPosted
    ? {
        body: kind === 'bill' ? billOf(source, realmId, wanted.amount) : vendorOf(key, wanted.amount),
        hash: `amount ${wanted.amount}`,
        documentNumber: kind === 'bill' ? key : null,
      }
    : null;
  return { intention: intention as unknown as IntendedDocument['intention'], intent, dependsOn };
}

function decisionOf({ wanted, key }: Source) {
  switch (wanted.outcome) {
    case 'post':
      return { outcome: 'post', document: { currency: 'USD' } };
    case 'hold':
      return {
        outcome: 'hold',
        problems: [problem('account-missing', key, 'Say to which account it goes.')],
      };
    case 'exclude':
      return { outcome: 'exclude', reason: 'nothing-to-pay' };
    case 'withdraw':
      return { outcome: 'withdraw' };
  }
}

export function billOf(source: Source, realmId: string, amount: number): Record<string, unknown> {
  return {
    DocNumber: source.key,
    TxnDate: '2026-11-01',
    CurrencyRef: { value: 'USD' },
    PrivateNote: `Cin7 ${markOf(source, realmId)}`,
    Line: [billLine(amount)],
  };
}

export function billLine(amount: number) {
  return {
    DetailType: 'AccountBasedExpenseLineDetail',
    Amount: amount,
    AccountBasedExpenseLineDetail: { AccountRef: { value: '81' } },
  };
}

function vendorOf(key: string, amount: number): Record<string, unknown> {
  return { DisplayName: key, CurrencyRef: { value: 'USD' }, PrintOnCheckName: `${key} ${amount}` };
}
