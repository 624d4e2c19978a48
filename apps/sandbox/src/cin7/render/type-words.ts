import type { PurchaseType } from '../model/purchase.js';

export const typeWords: Readonly<Record<PurchaseType, string>> = {
  simple: 'Simple Purchase',
  advanced: 'Advanced Purchase',
  service: 'Service Purchase',
  credit: 'Credit Note',
  'purchase-credit': 'Purchase Credit Note',
};
