import type { Purchase } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import { renderPurchaseHeader } from '../render/render-header.js';
import { authorisedParts } from '../rules/authorised-parts.js';

/** Something to tell; the payload is made only when somebody listens. */
export interface News {
  readonly type: string;
  payload(): object;
}

/** What a change of a purchase is to those who listen: what it has authorised, and that it has changed at all. */
export function purchaseNews(tenant: Tenant, purchase: Purchase, before: string): News[] {
  const earlier = keysOf(before);
  const now = keysOf(authorisedParts(purchase));
  const news = now.filter((key) => !earlier.includes(key)).map((key) => authorised(tenant, purchase, key));
  const isTakenBack = purchase.isVoided || earlier.some((key) => !now.includes(key));
  return isTakenBack && !tenant.settings.updatedOnVoid ? news : [...news, updated(tenant, purchase)];
}

function keysOf(parts: string): string[] {
  return parts === '' ? [] : parts.split(',');
}

function authorised(tenant: Tenant, purchase: Purchase, key: string): News {
  const [kind, place] = key.split(' ');
  const index = Number(place);
  const supplier = tenant.suppliers.get(purchase.supplierId);
  switch (kind) {
    case 'order': {
      const contact = supplier?.contacts[0];
      return event(tenant, purchase, {
        type: 'Purchase/OrderAuthorised',
        supplier: [purchase.supplierName, purchase.contact, contact?.email ?? null],
      });
    }
    case 'invoice':
      return event(tenant, purchase, {
        type: 'Purchase/InvoiceAuthorised',
        taskId: purchase.invoices[index]?.taskId,
        facts: { InvoiceNumber: purchase.invoices[index]?.number ?? null },
      });
    case 'receipt':
      return event(tenant, purchase, {
        type: 'Purchase/StockReceivedAuthorised',
        taskId: purchase.receipts[index]?.taskId,
        facts: { InvoiceNumber: invoiceNumberOf(purchase, purchase.receipts[index]?.taskId) },
      });
    default:
      return event(tenant, purchase, {
        type: 'Purchase/CreditNoteAuthorised',
        taskId: purchase.creditNotes[index]?.taskId,
        facts: { CreditNoteNumber: purchase.creditNotes[index]?.number ?? null },
      });
  }
}

function invoiceNumberOf(purchase: Purchase, taskId: string | undefined): string | null {
  return purchase.invoices.find((invoice) => invoice.taskId === taskId)?.number ?? null;
}

/** Only orders name the supplier; everything else leaves it empty. */
function event(
  { settings }: Tenant,
  purchase: Purchase,
  of: {
    type: string;
    taskId?: string | undefined;
    facts?: object;
    supplier?: readonly [name: string, contact: string | null, email: string | null];
  },
): News {
  const isGroup = settings.webhookTask === 'group';
  const id = isGroup ? (of.taskId ?? purchase.id) : purchase.id;
  const [name, contact, email] = of.supplier ?? [null, null, null];
  const isSmall = of.type === 'Purchase/OrderAuthorised';
  return {
    type: of.type,
    payload: () => ({
      TaskID: inCase(id, settings.webhookIdCase, isSmall),
      PurchaseOrderNumber: purchase.orderNumber,
      ...of.facts,
      SupplierName: name,
      SupplierContactName: contact,
      SupplierContactEmail: email,
      EventType: of.type,
    }),
  };
}

function inCase(id: string, style: 'documented' | 'lower' | 'upper', isSmall: boolean): string {
  const isLower = style === 'lower' || (style === 'documented' && isSmall);
  return isLower ? id.toLowerCase() : id.toUpperCase();
}

/** The list of purchases is called a list of customers' details. */
function updated({ company, settings }: Tenant, purchase: Purchase): News {
  const type = 'Purchase/Updated';
  return {
    type,
    payload: () => ({
      NumberOfPurchase: 1,
      CustomerDetailsList: [
        {
          ...renderPurchaseHeader(purchase, company.baseCurrency),
          ID: inCase(purchase.id, settings.webhookIdCase, false),
        },
      ],
      EventType: type,
    }),
  };
}
