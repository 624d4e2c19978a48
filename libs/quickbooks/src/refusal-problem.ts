import { type Problem, problem } from '#libs/domain';
import type { RemoteError } from '#libs/http';
import { DUPLICATE_DOCUMENT_NUMBER, DUPLICATE_NAME, HAS_BALANCE, PERIOD_CLOSED } from './fault.js';

/** What a refusal of QuickBooks means to the person who has to settle it: cause, and what to do, with the document's name. */
export function refusalProblem(error: RemoteError, subject: string, label = subject): Problem {
  const { code } = error;
  const said = error.detail ?? error.message;
  if (code === DUPLICATE_NAME)
    return problem(
      'vendor-name-taken',
      subject,
      `A customer, employee or vendor of QuickBooks already has the name ${label}. Rename one of them, or map the supplier to a vendor. (${said})`,
    );
  if (code === HAS_BALANCE)
    return problem(
      'vendor-has-balance',
      subject,
      `${label} is deprecated in Cin7, but its vendor cannot be made inactive while money is open on it. Pay or credit that in QuickBooks, then replay; or make the supplier active in Cin7. (${said})`,
    );
  if (code === DUPLICATE_DOCUMENT_NUMBER)
    return problem(
      'number-taken',
      subject,
      `QuickBooks already has a document of this number. If it is the same bill, it was entered by hand or by another program; else change the number. (${said})`,
    );
  if (code && PERIOD_CLOSED.includes(code))
    return problem(
      'books-closed',
      subject,
      `The books of QuickBooks are closed for this date. Open the period there, or re-date the invoice in Cin7, then replay. (${said})`,
    );
  return problem('refused-by-quickbooks', code ? `code ${code}` : subject, `QuickBooks refused it: ${said}`);
}
