import type { InvoiceDescription, PurchaseDescription } from './purchase-description.js';
import { invoiceOf, linesOf, serviceChargesOf, type Telling } from './purchase-invoice.js';
import type { Story } from './purchase-plan.js';
import { type CompanySupplier, companySuppliers } from './suppliers.js';

const STORY_ENDS = '2026-11-20';
const PAID_AFTER_DAYS = 40;

/** Somebody has opened the next group of some advanced purchases and written nothing into it. */
const EMPTY_GROUP_EVERY = 3;
const emptyGroup: InvoiceDescription = { number: null, date: null, status: 'DRAFT', lines: [] };

/** Codes that only the stock system knows. */
const strangeAccounts = ['5900', '_1150049999_', 'SAMPLES'] as const;

const taxedSuppliers = ['Thames Brassware Ltd', 'Maple Ridge Lumber', 'Studio 4: Display & Signage'];

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
  const told = invoicesFor(story, chapter, supplier);
  const hasEmptyGroup = story === 'advanced-bill' && chapter.index % EMPTY_GROUP_EVERY === 0;
  const invoices = hasEmptyGroup ? [...told, emptyGroup] : told;
  return {
    ...common,
    received: receivedFor(story, chapter),
    invoices,
    lastUpdated: lastUpdated(chapter, told.at(-1)?.date ?? chapter.orderDate),
    ...(story === 'credited' ? { creditNotes: [creditFor(chapter, told)] } : {}),
    ...(story === 'voided' ? { voided: true } : {}),
  };
}

function supplierFor(story: Story, { choice }: Chapter): CompanySupplier {
  const isService = (supplier: CompanySupplier) =>
    supplier.range === 'freight' || supplier.range === 'services';
  const isTaxed = (supplier: CompanySupplier) => taxedSuppliers.includes(supplier.name);
  if (story === 'taxed')
    return choice.one(companySuppliers.filter((each) => isTaxed(each) && !isService(each)));
  const isWanted = story === 'service' ? isService : (supplier: CompanySupplier) => !isService(supplier);
  return choice.one(companySuppliers.filter((each) => isWanted(each) && !isTaxed(each)));
}

function header(story: Story, chapter: Chapter, supplier: CompanySupplier): PurchaseDescription {
  const { choice } = chapter;
  const isAdvanced =
    story === 'advanced-bill' || story === 'several-invoices' || (story === 'taxed' && choice.happens(0.4));
  return {
    type: story === 'service' ? 'service' : isAdvanced ? 'advanced' : 'simple',
    supplier: supplier.name,
    orderDate: chapter.orderDate,
    approach: choice.happens(0.5) ? 'STOCK' : 'INVOICE',
    location: choice.one([
      'Main Warehouse',
      'Main Warehouse',
      'Main Warehouse',
      'Tacoma Yard',
      'Portland Trade Counter',
    ]),
    taxCalculation: story === 'taxed' && supplier.currency === 'CAD' ? 'Inclusive' : 'Exclusive',
    requiredBy: choice.happens(0.3) ? later(chapter.orderDate, choice.whole(10, 30)) : null,
    note: choice.happens(0.12)
      ? choice.one(['Rush order', 'Call before delivery', 'Second half of the spring range'])
      : '',
    ...(supplier.currency === 'USD' ? {} : { currencyRate: rateOn(chapter, supplier.currency) }),
  };
}

/** Dollars for one unit, moving a little from order to order as rates do. */
function rateOn({ choice }: Chapter, currency: 'EUR' | 'GBP' | 'CAD'): number {
  const usual = { EUR: 1.0852, GBP: 1.2715, CAD: 0.7138 }[currency];
  return Math.round(usual * (1 + (choice.next() - 0.5) * 0.04) * 100_000) / 100_000;
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

function receivedFor(story: Story, { choice }: Chapter): 'none' | 'draft' | 'fully' {
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
