import { Fault, missingParameter } from '../fault.js';
import { refuseTakenName, retireName } from '../realm/name-index.js';
import type { Rules } from '../write/write-context.js';

/** Terms count days from the document's date, or name a day of the month. */
export const termRules: Rules = {
  complete: (draft, { realm, description, before }) => {
    const dateDriven = draft.DayOfMonthDue !== undefined;
    if (!dateDriven && draft.DueDays === undefined) throw new Fault([missingParameter('DueDays')]);
    draft.Active ??= true;
    draft.Type = dateDriven ? 'DATE_DRIVEN' : 'STANDARD';
    draft.DiscountPercent ??= 0;
    if (draft.Active === false && before?.body.Active !== false)
      retireName(realm, description, draft, before?.id ?? null);
    refuseTakenName(realm, description, draft, before?.id ?? null);
  },
};
