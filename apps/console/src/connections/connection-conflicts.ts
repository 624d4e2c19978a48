import type { Company } from '#libs/cin7';
import type { CompanyFacts } from '#libs/quickbooks';

/** Something that both systems, or a system and the pipeline, say differently. */
export interface Conflict {
  readonly code: 'home-currency-differs' | 'books-closed';
  readonly message: string;
}

export interface BothSides {
  readonly cin7: Company | null;
  readonly quickBooks: CompanyFacts | null;
  readonly cutOverDate: string | null;
}

/** What would go wrong in a pipeline of these two; a side that is not known conflicts with nothing. */
export function conflictsBetween({ cin7, quickBooks, cutOverDate }: BothSides): Conflict[] {
  const found: Conflict[] = [];
  if (cin7 && quickBooks && cin7.baseCurrency !== quickBooks.homeCurrency)
    found.push({
      code: 'home-currency-differs',
      message:
        `Cin7 keeps its books in ${cin7.baseCurrency}, QuickBooks in ${quickBooks.homeCurrency}: exchange rates ` +
        'would be wrong, so all purchases are held. Connect companies with the same base currency.',
    });
  const closed = quickBooks?.closingDate;
  if (closed && (!cutOverDate || cutOverDate <= closed))
    found.push({
      code: 'books-closed',
      message:
        `The books of QuickBooks are closed up to ${closed}, and bills ${cutOverDate ? `from ${cutOverDate}` : 'of any date'} ` +
        'are taken over: QuickBooks refuses those in the closed period. Set a cut-over date after the closing date.',
    });
  return found;
}
