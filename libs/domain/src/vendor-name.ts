import { cut } from './cut.js';
import type { NameHolder } from './mapping-context.js';

/** QuickBooks' length of `DisplayName`. */
const DISPLAY_NAME_LENGTH = 500;

/** The name as QuickBooks takes it: no colon, tab or newline, no space at the ends. */
export function vendorName(supplierName: string, suffix = ''): string {
  const name = supplierName
    .replace(/\s*:\s*/g, ' - ')
    .replace(/[\t\r\n]+/g, ' ')
    .trim();
  return `${cut(name, DISPLAY_NAME_LENGTH - suffix.length).trim()}${suffix}`.trim();
}

/** QuickBooks takes two names for one whatever their case. */
export function isSameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

export interface NameChoice {
  readonly supplierName: string;
  readonly suffix: string;
  /** The name that our own vendor of the supplier has now. */
  readonly ownName: string | null;
  /** Customers and employees of the plain name or of the one with the suffix. */
  readonly holders: readonly NameHolder[];
}

export type NameFound =
  | { readonly ok: true; readonly name: string; readonly remark: string | null }
  | { readonly ok: false; readonly holder: NameHolder };

/**
 * The supplier's name, or with the suffix where a customer or an employee has the plain one. A vendor of ours keeps the
 * suffix that it has: bookkeepers know it by that, and a customer that was renamed is no reason to rename it.
 */
export function chooseVendorName({ supplierName, suffix, ownName, holders }: NameChoice): NameFound {
  const plain = vendorName(supplierName);
  const suffixed = vendorName(supplierName, suffix);
  const holderOf = (name: string) => holders.find(({ displayName }) => isSameName(displayName, name));
  const holder = holderOf(plain);
  if (!holder && ownName !== suffixed) {
    const differs = plain !== supplierName.trim();
    return { ok: true, name: plain, remark: differs ? spelled(plain) : null };
  }
  const other = holderOf(suffixed);
  if (other) return { ok: false, holder: other };
  const remark = holder
    ? `The vendor is called ${suffixed}, since ${holder.entity.toLowerCase()} ${holder.displayName} (${holder.id}) of QuickBooks has the supplier's name.`
    : `The vendor keeps the name ${suffixed}, which it got when another party of QuickBooks had the supplier's name.`;
  return { ok: true, name: suffixed, remark };
}

function spelled(name: string): string {
  return `The vendor is called ${name}: QuickBooks takes no colon, tab or line end in a name, and ${DISPLAY_NAME_LENGTH} characters at most.`;
}
