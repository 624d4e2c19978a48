import type { Decision } from './intention.js';
import { type Problem, problem } from './problem.js';
import type { PurchaseCase } from './purchase-case.js';
import type { PurchaseOrder } from './purchase-document.js';

/**
 * What becomes of an order that somebody changed in QuickBooks: Cin7's truth goes out again, or a person decides, as the
 * pipeline's policy says. That it is open again QuickBooks does by itself, when a bill of it goes: nobody is asked. A deletion is held whatever the policy: who deletes means it more than who edits, and an
 * order made anew would stand beside what they put in its place.
 */
export function overDrift(
  decision: Decision<PurchaseOrder>,
  { purchase: { number }, evidence: { orderDrift }, context: { policies } }: PurchaseCase,
): Decision<PurchaseOrder> {
  if (decision.outcome !== 'post') return decision;
  if (orderDrift?.kind === 'deleted') return { outcome: 'hold', problems: [deleted(number)] };
  if (policies.orderDrift === 'restate') return { ...decision, over: orderDrift ? 'does' : 'may' };
  const isEdited = orderDrift?.members.some((member) => member !== 'POStatus');
  return orderDrift && isEdited
    ? { outcome: 'hold', problems: [changed(number, orderDrift.members)] }
    : decision;
}

function deleted(number: string): Problem {
  return problem(
    'deleted-in-quickbooks',
    number,
    `The purchase order of ${number} was deleted in QuickBooks. To have it there again, undo the order in Cin7 and, once that was read, authorise it again.`,
  );
}

function changed(number: string, members: readonly string[]): Problem {
  return problem(
    'changed-in-quickbooks',
    number,
    `${members.join(', ')} of the purchase order of ${number} was changed in QuickBooks. Undo that there, or set the pipeline's policy for changed orders to restate.`,
  );
}
