import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { add, type Decimal, decimal, equal, format, isZero, minorDigits, round, sum } from '#libs/domain';
import type { Draft } from '#libs/quickbooks';
import { type MoneyCompany, moneyCompanies } from './companies.js';
import { type Choices, documentKinds, type Outcome, outcomeOf, someAccounts } from './posted-document.js';
import { runs } from './runs.js';
import { type Cin7Document, type TypedDocument, typedDocument } from './typed-purchase.js';

const { numRuns, seed } = runs(20_000);

const theCase = fc.record({
  typed: typedDocument,
  company: fc.constantFrom(...moneyCompanies),
  kind: fc.constantFrom(...documentKinds),
  unmappedTax: fc.constantFrom<Choices['unmappedTax'][]>('hold', 'cost'),
});

const amountIn = (object: unknown): Decimal => decimal(String((object as { Amount: number }).Amount));
const linesOf = (draft: Draft): readonly Draft[] => draft.Line as Draft[];

interface TaxDetail {
  readonly TotalTax: number;
  readonly TaxLine: readonly Draft[];
}

/** What QuickBooks adds on top of the lines: the override, or what it gives itself, which must be the paper's. */
function taxIn(draft: Draft, paper: Cin7Document, digits: number): Decimal {
  const detail = draft.TxnTaxDetail as TaxDetail | undefined;
  if (!detail) return 'GlobalTaxCalculation' in draft ? round(paper.tax, digits) : decimal('0');
  const lines = sum(detail.TaxLine.map(amountIn));
  // QuickBooks takes no total that is not that of its tax lines.
  expect([format(lines), equal(lines, decimal(String(detail.TotalTax)))]).toEqual([format(lines), true]);
  return lines;
}

/** Amounts that the currency can hold, and that a JSON number says exactly. */
function expectMinorUnits(draft: Draft, currency: string): void {
  for (const line of linesOf(draft)) {
    const amount = amountIn(line);
    expect(equal(amount, round(amount, minorDigits(currency)))).toBe(true);
  }
}

/** Why an honest document may be held: it is negative, or the operator has not said where its tax goes. */
function isHeldRightly({ paper, ...outcome }: Outcome, unmappedTax: Choices['unmappedTax']): boolean {
  if (outcome.ok) return true;
  return outcome.problems.every(
    ({ code }) =>
      (code === 'negative-total' && paper.total.units < 0n) ||
      (code === 'tax-unmapped' && unmappedTax === 'hold'),
  );
}

function outcome(
  kind: (typeof documentKinds)[number],
  typed: TypedDocument,
  company: MoneyCompany,
  choices: Choices,
) {
  return outcomeOf(kind, typed, company, choices);
}

describe('P9 whatever a supplier bills, in whatever currency, tax and rounding', () => {
  it(`what leaves for QuickBooks comes to the paper to the cent, or is held and says why (seed ${seed})`, () => {
    const seen = { posted: 0, held: 0, tampered: 0 };
    fc.assert(
      fc.property(theCase, ({ typed, company, kind, unmappedTax }) => {
        const found = outcome(kind, typed, company, { accounts: someAccounts, unmappedTax });
        const { total, tax } = typed.tampered;
        const isHonest = total === 0 && tax === 0;
        if (!isHonest) seen.tampered += 1;
        if (!found.ok) {
          seen.held += 1;
          expect(found.problems.length).toBeGreaterThan(0);
          if (isHonest)
            expect([found.problems, isHeldRightly(found, unmappedTax)]).toEqual([found.problems, true]);
          return;
        }
        seen.posted += 1;
        const { draft, paper } = found;
        const digits = minorDigits(typed.currency);
        // A total that was tampered with has no line to stand on.
        expect(total).toBe(0);
        expectMinorUnits(draft, typed.currency);
        const taxOnTop = taxIn(draft, paper, digits);
        const comesTo = add(sum(linesOf(draft).map(amountIn)), taxOnTop);
        expect(format(round(comesTo, digits))).toBe(format(round(paper.total, digits)));
        if (company.taxes.kind === 'codes') expect(equal(taxOnTop, round(paper.tax, digits))).toBe(true);
        else expect(isZero(taxOnTop)).toBe(true);
        const isHome = typed.currency === company.homeCurrency;
        expect(draft.CurrencyRef).toEqual({ value: typed.currency });
        expect(draft.ExchangeRate).toBe(isHome ? undefined : Number(format(typed.rate)));
      }),
      { numRuns, seed },
    );
    // A generator that makes nothing of the one or the other tests nothing.
    expect(Math.min(seen.posted, seen.held, seen.tampered)).toBeGreaterThan(numRuns / 50);
  }, 120_000);

  it.each(moneyCompanies)('$name takes 500 lines to the cent', (company) => {
    const line = (index: number) => ({
      quantity: { units: BigInt(index * 7_919 + 1), scale: 4 },
      price: { units: BigInt(index * 104_729 + 13), scale: 4 },
      discount: decimal(index % 3 === 0 ? '12.5' : '0'),
      rule: index,
      isCharge: index % 50 === 0,
    });
    const typed = {
      currency: 'EUR',
      rate: decimal('1.0842'),
      isTaxInclusive: false,
      rounding: 'Row Total' as const,
      isLineToTheCent: false,
      lines: Array.from({ length: 500 }, (_, index) => line(index)),
      tampered: { total: 0, tax: 0 },
    };
    const found = outcome('bill', typed, company, { accounts: someAccounts, unmappedTax: 'cost' });
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    const comesTo = add(sum(linesOf(found.draft).map(amountIn)), taxIn(found.draft, found.paper, 2));
    expect(format(comesTo)).toBe(format(round(found.paper.total, 2)));
    expect(linesOf(found.draft).length).toBeGreaterThanOrEqual(500);
  });
});
