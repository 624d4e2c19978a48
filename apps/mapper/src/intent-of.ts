import { fingerprint, type Intention, type MappingContext, marker } from '#libs/domain';
import type { Intent } from '#libs/persistence';
import {
  billToQuickBooks,
  type Draft,
  type DraftContext,
  purchaseOrderToQuickBooks,
  vendorCreditToQuickBooks,
  vendorToQuickBooks,
} from '#libs/quickbooks';

/** What leaves for QuickBooks where the decision is to post; null where it is another. */
export function intentOf(intention: Intention, context: MappingContext, realmId: string): Intent | null {
  const { kind, sourceKey } = intention;
  const draftContext = {
    marker: marker({ realmId, kind, sourceKey }),
    multiCurrency: context.multiCurrency,
  };
  const body = draftOf(intention, draftContext);
  if (body === null) return null;
  if (intention.kind === 'vendor') return { body, hash: fingerprint(body), documentNumber: null };
  const { supplierId } = intention;
  // The order's id is not part of it: the same bill is not posted anew because its order was.
  return { body, hash: fingerprint({ body, supplierId }), documentNumber: String(body.DocNumber) };
}

function draftOf(intention: Intention, context: DraftContext): Draft | null {
  switch (intention.kind) {
    case 'vendor':
      return intention.decision.outcome === 'post'
        ? vendorToQuickBooks(intention.decision.document, context)
        : null;
    case 'purchase-order':
      return intention.decision.outcome === 'post'
        ? purchaseOrderToQuickBooks(intention.decision.document, context)
        : null;
    case 'bill':
      return intention.decision.outcome === 'post'
        ? billToQuickBooks(intention.decision.document, context)
        : null;
    case 'vendor-credit':
      return intention.decision.outcome === 'post'
        ? vendorCreditToQuickBooks(intention.decision.document, context)
        : null;
  }
}
