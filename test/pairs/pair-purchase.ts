import type { WireObject } from '#libs/quickbooks';

/** The emulators' types of purchase by Cin7's word. */
const TYPES: Readonly<Record<string, string>> = {
  'Advanced Purchase': 'advanced',
  'Service Purchase': 'service',
  'Credit Note': 'credit',
  'Purchase Credit Note': 'purchase-credit',
};

export function isPurchase(document: WireObject): boolean {
  return 'OrderNumber' in document;
}

export function typeOf({ Type }: WireObject): string {
  return TYPES[String(Type)] ?? 'simple';
}
