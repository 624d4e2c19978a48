import { describe, expect, it } from '@jest/globals';
import { aPurchase, someContext } from '#libs/testing';
import { dimensionsOf } from './dimensions.js';
import type { ListedObject, MappingContext, RuleKind } from './mapping-context.js';
import { defaultPolicies, type PipelinePolicies } from './pipeline-policies.js';
import type { Purchase } from './purchase.js';

function object(id: string, changes: Partial<ListedObject> = {}): [string, ListedObject] {
  return [id, { id, name: `Object ${id}`, active: true, ...changes }];
}

function context(
  policies: Partial<PipelinePolicies>,
  rules: readonly (readonly [RuleKind, string, string])[] = [],
  changes: Partial<MappingContext> = {},
): MappingContext {
  return someContext({
    policies: { ...defaultPolicies, ...policies },
    rules: rules.map(([kind, source, target]) => ({ kind, source, target })),
    departments: new Map([object('1'), object('9', { active: false })]),
    classes: new Map([object('2')]),
    customers: new Map([object('3'), object('8', { active: false })]),
    ...changes,
  });
}

const found = (given: MappingContext, purchase: Partial<Purchase> = {}) => {
  const { problems, ...ids } = dimensionsOf(aPurchase(purchase), given);
  return problems.length > 0 ? problems.map(({ code, subject }) => [code, subject]) : ids;
};

const NONE = { departmentId: null, classId: null, customerId: null };

describe('department and class', () => {
  it.each([
    ['the warehouse, by default', {}, [['location', 'Main Warehouse', '1']], { departmentId: '1' }],
    [
      'the supplier by name',
      { class: { from: 'supplier' } },
      [['class', 'Harbour Timber Ltd', '2']],
      { classId: '2' },
    ],
    [
      'an additional attribute',
      { class: { from: 'attribute', attribute: 4 } },
      [['class', 'Retail', '2']],
      { classId: '2' },
    ],
    ['a fixed value', { department: { from: 'fixed', id: '1' } }, [], { departmentId: '1' }],
    ['nothing', { department: { from: 'none' } }, [['location', 'Main Warehouse', '1']], {}],
  ] as const)('come from %s', (_why, policies, rules, expected) => {
    const attributes = new Map([[4, 'Retail']]);
    expect(found(context(policies, rules), { attributes })).toEqual({ ...NONE, ...expected });
  });

  it('are left out where there is no rule, unless the policy wants one', () => {
    expect(found(context({}))).toEqual(NONE);
    expect(found(context({ unmappedDimension: 'hold' }))).toEqual([
      ['department-unmapped', 'Main Warehouse'],
    ]);
    const both = context({
      unmappedDimension: 'hold',
      class: { from: 'location' },
      department: { from: 'none' },
    });
    expect(found(both)).toEqual([['class-unmapped', 'Main Warehouse']]);
  });

  it.each([
    ['is inactive', '9'],
    ['does not exist', '7'],
  ])('are held where what the rule names %s', (_why, target) => {
    expect(found(context({}, [['location', 'Main Warehouse', target]]))).toEqual([
      ['dimension-not-usable', 'Main Warehouse'],
    ]);
  });

  it('are held where QuickBooks has them switched off, instead of being lost on the way', () => {
    const tracking = { departments: false, classes: false, billableExpenses: true };
    const off = context({ class: { from: 'fixed', id: '2' } }, [['location', 'Main Warehouse', '1']], {
      tracking,
    });
    expect(found(off)).toEqual([
      ['tracking-switched-off', 'department'],
      ['tracking-switched-off', 'class'],
    ]);
    expect(found(context({}, [], { tracking }))).toEqual(NONE);
  });
});

describe('the customer of a drop shipment', () => {
  const shipped = { dropShipTo: 'Riverside Builders' };
  const billable = { dropShip: 'billable' } as const;

  it('is named only where the policy says so and the goods go to them', () => {
    const rules = [['customer', 'Riverside Builders', '3']] as const;
    expect(found(context(billable, rules), shipped)).toEqual({ ...NONE, customerId: '3' });
    expect(found(context({}, rules), shipped)).toEqual(NONE);
    expect(found(context(billable, rules))).toEqual(NONE);
  });

  it.each([
    ['no rule names one', [], 'customer-unmapped'],
    ['the one that is named is inactive', [['customer', 'Riverside Builders', '8']], 'customer-not-usable'],
    [
      'the one that is named does not exist',
      [['customer', 'Riverside Builders', '4']],
      'customer-not-usable',
    ],
  ] as const)('holds the document where %s', (_why, rules, code) => {
    expect(found(context(billable, rules), shipped)).toEqual([[code, 'Riverside Builders']]);
  });

  it('holds the document where QuickBooks does not track expenses by customer', () => {
    const tracking = { departments: true, classes: true, billableExpenses: false };
    const rules = [['customer', 'Riverside Builders', '3']] as const;
    expect(found(context(billable, rules, { tracking }), shipped)).toEqual([
      ['tracking-switched-off', 'customer'],
    ]);
  });
});
