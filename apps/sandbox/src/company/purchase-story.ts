import { serviceRanges } from './products.js';
import type { InvoiceDescription, LineDescription, PurchaseDescription } from './purchase-description.js';
import { invoiceOf, linesOf, serviceChargesOf, type Telling } from './purchase-invoice.js';
import type { Story } from './purchase-plan.js';
import type { CompanySupplier } from './suppliers.js';
import { usualRate } from './usual-rates.js';

const STORY_ENDS = '2026-11-20';
const PAID_AFTER_DAYS = 40;

/** Somebody has opened the next group of some advanced purchases and written nothing into it. */
const EMPTY_GROUP_EVERY = 3;
const emptyGroup: InvoiceDescription = { number: null, date: null, status: 'DRAFT', lines: [] };

/** Codes that only the stock system knows. */
const strangeAccounts = ['5900', '_1150049999_', 'SAMPLES'] as const;

export interface Chapter extends Telling {
  readonly index: number;
  readonly orderDate: string;
}

/** Tells one purchase from its order to where the story leaves it. */
export function tellPurchase(story: Story, chapter: Chapter): PurchaseDescription {
  const supplier = supplierFor(story, chapter);
  const common = header(story, chapter, supplier);
  if (story === 'drafted') return drafted(common, chapter, supplier);
  if (story === 'ordered' || story === 'received') return waiting(common, chapter, { supplier, story });
  const told = withOwnRates(common, chapter, { supplier, invoices: invoicesFor(story, chapter, supplier) });
  const hasEmptyGroup = story === 'advanced-bill' && chapter.index % EMPTY_GROUP_EVERY === 0;
  const invoices = hasEmptyGroup ? [...told, emptyGroup] : told;
  return {
    ...common,
    received: receivedFor(story, chapter),
    invoices,
    lastUpdated: lastUpdated(chapter, told.at(-1)?.date ?? chapter.orderDate),
    ...(story === 'part-invoiced' ? { orderLines: twiceAsMuch(told) } : {}),
    ...(story === 'credited' ? { creditNotes: [creditFor(chapter, told)] } : {}),
    ...(story === 'voided' ? { voided: true } : {}),
  };
}

function supplierFor(story: Story, { choice, company }: Chapter): CompanySupplier {
  const isService = ({ range }: CompanySupplier) => serviceRanges.includes(range);
  const isToSettle = ({ name }: CompanySupplier) => company.suppliersWithTaxToSettle.includes(name);
  return choice.one(
    company.suppliers.filter(
      (each) => isToSettle(each) === (story === 'taxed') && isService(each) === (story === 'service'),
    ),
  );
}

function header(story: Story, chapter: Chapter, supplier: CompanySupplier): PurchaseDescription {
  const { choice, company } = chapter;
  const isAdvanced =
    story === 'advanced-bill' || story === 'several-invoices' || (story === 'taxed' && choice.happens(0.4));
  return {
    type: story === 'service' ? 'service' : isAdvanced ? 'advanced' : 'simple',
    supplier: supplier.name,
    orderDate: chapter.orderDate,
    approach: choice.happens(0.5) ? 'STOCK' : 'INVOICE',
    location: choice.one(company.deliveredTo),
    taxCalculation: supplier.isTaxInclusive ? 'Inclusive' : 'Exclusive',
    requiredBy: choice.happens(0.3) ? later(chapter.orderDate, choice.whole(10, 30)) : null,
    note: choice.happens(0.12)
      ? choice.one(['Rush order', 'Call before delivery', 'Second half of the spring range'])
      : '',
    ...ownRate(chapter, supplier),
  };
}

/** A rate abroad, moving a little from document to document as rates do; none at home. */
function ownRate({ choice, company }: Chapter, { currency }: CompanySupplier): { currencyRate?: number } {
  if (currency === company.baseCurrency) return {};
  const usual = usualRate(currency, company.baseCurrency);
  return { currencyRate: Math.round(usual * (1 + (choice.next() - 0.5) * 0.04) * 100_000) / 100_000 };
}

function drafted(
  common: PurchaseDescription,
  chapter: Chapter,
  supplier: CompanySupplier,
): PurchaseDescription {
  const isEmpty = chapter.choice.happens(0.4);
  return {
    ...common,
    orderStatus: isEmpty ? 'NOT AVAILABLE' : 'DRAFT',
    orderLines: isEmpty ? [] : linesOf(chapter, supplier),
    received: 'none',
    lastUpdated: lastUpdated(chapter, chapter.orderDate),
  };
}

function waiting(
  common: PurchaseDescription,
  chapter: Chapter,
  { supplier, story }: { supplier: CompanySupplier; story: 'ordered' | 'received' },
): PurchaseDescription {
  return {
    ...common,
    orderStatus: 'AUTHORISED',
    orderLines: linesOf(chapter, supplier),
    received:
      story === 'ordered' ? chapter.choice.one(['none', 'draft']) : chapter.choice.one(['fully', 'partly']),
    lastUpdated: lastUpdated(chapter, chapter.orderDate),
  };
}

function invoicesFor(story: Story, chapter: Chapter, supplier: CompanySupplier): InvoiceDescription[] {
  const count = story === 'several-invoices' ? chapter.choice.whole(2, 3) : 1;
  return Array.from({ length: count }, (_, index) => {
    const date = earlier(later(chapter.orderDate, chapter.choice.whole(1, 6) + index * 9), STORY_ENDS);
    if (story === 'service')
      return settled(chapter, {
        ...invoiceOf(chapter, supplier, date),
        lines: [],
        charges: serviceChargesOf(chapter, supplier),
      });
    const invoice = invoiceOf(chapter, supplier, date);
    if (story === 'invoice-drafted') return { ...invoice, status: 'DRAFT' };
    return settled(chapter, story === 'strange-account' ? onStrangeAccount(chapter, invoice) : invoice);
  });
}

/** The one invoice of a simple purchase is always at the rate of its order; Cin7 has no place for another. */
function withOwnRates(
  { type }: PurchaseDescription,
  chapter: Chapter,
  { supplier, invoices }: { supplier: CompanySupplier; invoices: InvoiceDescription[] },
): InvoiceDescription[] {
  if (type === 'simple' || !chapter.company.invoicesHaveOwnRate) return invoices;
  return invoices.map((invoice) => ({ ...invoice, ...ownRate(chapter, supplier) }));
}

/** One line of it stands on an account that no rule can know. */
function onStrangeAccount({ index }: Chapter, invoice: InvoiceDescription): InvoiceDescription {
  const account = strangeAccounts[index % strangeAccounts.length] ?? strangeAccounts[0];
  return {
    ...invoice,
    lines: (invoice.lines ?? []).map((line, at) => (at === 0 ? { ...line, account } : line)),
  };
}

/** Old invoices are paid, most of them; the latest wait. */
function settled({ choice }: Chapter, invoice: InvoiceDescription): InvoiceDescription {
  const isOld = invoice.date !== null && later(invoice.date, PAID_AFTER_DAYS) < STORY_ENDS;
  return { ...invoice, status: isOld && choice.happens(0.8) ? 'PAID' : 'AUTHORISED' };
}

/** What was ordered where the invoice is of the first half. */
function twiceAsMuch(invoices: readonly InvoiceDescription[]): LineDescription[] {
  return invoices.flatMap(({ lines = [] }) =>
    lines.map((line) => ({ ...line, quantity: line.quantity * 2 })),
  );
}

function receivedFor(story: Story, { choice }: Chapter): 'none' | 'draft' | 'partly' | 'fully' {
  if (story === 'part-invoiced') return 'partly';
  if (story === 'credited' || story === 'several-invoices') return 'fully';
  return choice.happens(0.75) ? 'fully' : choice.one(['none', 'draft']);
}

function creditFor({ choice, index }: Chapter, invoices: readonly InvoiceDescription[]) {
  const invoice = invoices[0];
  const [line] = invoice?.lines ?? [];
  const quantity = Math.max(1, Math.floor((line?.quantity ?? 1) / choice.whole(4, 8)));
  return {
    number: `CR-${String(index + 1).padStart(5, '0')}`,
    date: earlier(later(invoice?.date ?? STORY_ENDS, 5), STORY_ENDS),
    lines: line === undefined ? [] : [{ ...line, quantity }],
  };
}

/** The moment of the last change: some time in the working day after the last document, never after the story. */
function lastUpdated({ choice }: Chapter, date: string): string {
  const day = earlier(later(date, choice.whole(0, 3)), '2026-11-19');
  const moment = Date.parse(`${day}T15:00:00Z`) + choice.whole(0, 8 * 3_600_000);
  return new Date(moment).toISOString();
}

function later(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function earlier(left: string, right: string): string {
  return left < right ? left : right;
}
