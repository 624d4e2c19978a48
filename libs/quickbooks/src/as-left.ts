import type { Draft } from './draft.js';
import type { WireObject } from './quickbooks.client.js';

const MASKED = /^X+(\w{1,4})$/;
const RETIRED_NAME = / \(deleted[^)]*\)$/;

/**
 * The document with what QuickBooks itself made of a vendor undone: it shows only the end of a tax number, and puts
 * ` (deleted)` behind the name of an inactive one. Neither is a person's change.
 */
export function asLeft(theirs: WireObject, sent: Draft): WireObject {
  const { TaxIdentifier, DisplayName, Active } = theirs;
  const tail = typeof TaxIdentifier === 'string' ? MASKED.exec(TaxIdentifier)?.[1] : undefined;
  const known = sent.TaxIdentifier;
  const isOurNumber = tail !== undefined && typeof known === 'string' && known.endsWith(tail);
  const name = typeof DisplayName === 'string' ? DisplayName.replace(RETIRED_NAME, '') : DisplayName;
  return {
    ...theirs,
    ...(isOurNumber ? { TaxIdentifier: known } : {}),
    ...(Active === false && name === sent.DisplayName ? { DisplayName: name } : {}),
  };
}
