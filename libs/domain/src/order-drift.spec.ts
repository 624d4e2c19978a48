import { describe, expect, it } from '@jest/globals';
import { anOrder, aPurchase, someContext } from '#libs/testing';
import type { Decision } from './intention.js';
import { overDrift } from './order-drift.js';
import { defaultPolicies } from './pipeline-policies.js';
import type { OrderDrift } from './purchase-case.js';
import type { PurchaseOrder } from './purchase-document.js';

const post: Decision<PurchaseOrder> = { outcome: 'post', document: {} as PurchaseOrder };
const changed: OrderDrift = { kind: 'changed', members: ['DocNumber', 'Line'] };

function outcome(
  decision: Decision<PurchaseOrder>,
  orderDrift: OrderDrift | null,
  policy: 'restate' | 'hold',
) {
  const found = overDrift(decision, {
    purchase: aPurchase({ order: anOrder() }),
    evidence: {
      vendor: { state: 'posted', currency: 'USD' },
      known: [],
      orderDrift,
      takenNumbers: { bills: new Set(), credits: new Set() },
    },
    context: someContext({ policies: { ...defaultPolicies, orderDrift: policy } }),
  });
  if (found.outcome === 'hold') return found.problems.map(({ code, subject }) => `${code} ${subject}`);
  return found.outcome === 'post' ? (found.over ?? 'stands') : found.outcome;
}

describe('an order that somebody changed in QuickBooks', () => {
  it.each([
    ['as we left it, with restating', null, 'restate', 'may'],
    ['as we left it, with holding', null, 'hold', 'stands'],
    ['changed, with restating', changed, 'restate', 'does'],
    ['changed, with holding', changed, 'hold', ['changed-in-quickbooks PO-00042']],
    [
      'opened again by QuickBooks, with restating',
      { kind: 'changed', members: ['POStatus'] },
      'restate',
      'does',
    ],
    [
      'opened again by QuickBooks, with holding',
      { kind: 'changed', members: ['POStatus'] },
      'hold',
      'stands',
    ],
    [
      'opened again and changed, with holding',
      { kind: 'changed', members: ['POStatus', 'Line'] },
      'hold',
      ['changed-in-quickbooks PO-00042'],
    ],
    ['deleted, with restating', { kind: 'deleted' }, 'restate', ['deleted-in-quickbooks PO-00042']],
    ['deleted, with holding', { kind: 'deleted' }, 'hold', ['deleted-in-quickbooks PO-00042']],
  ] as const)('%s', (_what, drift, policy, expected) => {
    expect(outcome(post, drift, policy)).toEqual(expected);
  });

  it('stays held or excluded for its own reason', () => {
    expect(outcome({ outcome: 'hold', problems: [] }, changed, 'restate')).toEqual([]);
    expect(outcome({ outcome: 'exclude', reason: 'before-cut-over' }, changed, 'hold')).toBe('exclude');
  });

  it('is named by the members that were changed, so that a person finds them', () => {
    const held = overDrift(post, {
      purchase: aPurchase(),
      evidence: { orderDrift: changed } as never,
      context: someContext({ policies: { ...defaultPolicies, orderDrift: 'hold' } }),
    });
    expect(held).toMatchObject({ problems: [{ message: expect.stringContaining('DocNumber, Line') }] });
  });
});
