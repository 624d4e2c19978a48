import type { Purchase } from '../model/purchase.js';

/** A simple purchase has one of each sub-document, all under its own id. */
export function hasOneOfEach({ type }: Purchase): boolean {
  return type === 'simple' || type === 'credit' || type === 'purchase-credit';
}

/** A supplier credit that belongs to no purchase. */
export function isStandAloneCredit({ type }: Purchase): boolean {
  return type === 'credit' || type === 'purchase-credit';
}
