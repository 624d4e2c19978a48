import { describe, expect, it } from '@jest/globals';
import type { NameHolder } from './mapping-context.js';
import { chooseVendorName, vendorName } from './vendor-name.js';

const customer: NameHolder = { entity: 'Customer', id: '12', displayName: 'Acme' };

function choose(changes: Partial<Parameters<typeof chooseVendorName>[0]> = {}) {
  return chooseVendorName({
    supplierName: 'Acme',
    suffix: ' (Supplier)',
    ownName: null,
    holders: [],
    ...changes,
  });
}

describe('the name of a vendor', () => {
  it.each([
    ['Harbour Timber Ltd', 'Harbour Timber Ltd'],
    ['  Harbour Timber Ltd ', 'Harbour Timber Ltd'],
    ['Harbour: Timber', 'Harbour - Timber'],
    ['Harbour\tTimber\r\nLtd', 'Harbour Timber Ltd'],
    ['', ''],
  ])('%j is %j', (name, taken) => {
    expect(vendorName(name)).toBe(taken);
  });

  it('is cut to what QuickBooks holds, with no space at its end and no half character', () => {
    expect(vendorName(`${'a'.repeat(499)} b`)).toBe('a'.repeat(499));
    expect(vendorName(`${'a'.repeat(499)}🪵`)).toBe('a'.repeat(499));
    expect(vendorName('a'.repeat(600), ' (Supplier)')).toBe(`${'a'.repeat(489)} (Supplier)`);
  });

  it("is the supplier's own where nobody has it", () => {
    expect(choose()).toEqual({ ok: true, name: 'Acme', remark: null });
  });

  it('says why it is spelled otherwise', () => {
    expect(choose({ supplierName: 'Acme: West' })).toMatchObject({
      name: 'Acme - West',
      remark: expect.stringContaining('colon'),
    });
  });

  it.each(['Customer', 'Employee'] as const)('has the suffix where the %s has it, and says who', (entity) => {
    expect(choose({ holders: [{ ...customer, entity, displayName: 'ACME' }] })).toMatchObject({
      name: 'Acme (Supplier)',
      remark: expect.stringContaining(`${entity.toLowerCase()} ACME (12)`),
    });
  });

  it('keeps the suffix after the customer was renamed', () => {
    expect(choose({ ownName: 'Acme (Supplier)' })).toMatchObject({ ok: true, name: 'Acme (Supplier)' });
  });

  it('cannot be had where others have both', () => {
    const other = { ...customer, id: '13', displayName: 'acme (supplier)' };
    expect(choose({ holders: [customer, other] })).toEqual({ ok: false, holder: other });
  });
});
