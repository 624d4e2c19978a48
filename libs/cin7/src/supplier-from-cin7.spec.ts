import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aSupplier, cin7Supplier } from '#libs/testing';
import { SourceUnreadableError } from './source-unreadable.error.js';
import { supplierFromCin7 } from './supplier-from-cin7.js';

describe('a supplier', () => {
  it('is read whole', () => {
    expect(supplierFromCin7(cin7Supplier())).toEqual(aSupplier());
  });

  it.each([
    ['Active', false],
    ['Deprecated', true],
    ['DEPRECATED', true],
    [null, false],
  ])('with status %j is deprecated: %s', (Status, deprecated) => {
    expect(supplierFromCin7(cin7Supplier({ Status })).deprecated).toBe(deprecated);
  });

  it('may lack everything but its id', () => {
    expect(supplierFromCin7({ ID: 's1' })).toEqual({
      id: 's1',
      name: '',
      currency: null,
      terms: null,
      deprecated: false,
      taxNumber: null,
      contactName: null,
      email: null,
      phone: null,
      mobile: null,
      fax: null,
      website: null,
      billingAddress: null,
      attributes: new Map(),
    });
  });

  it('has its currency in capitals', () => {
    expect(supplierFromCin7(cin7Supplier({ Currency: ' eur ' })).currency).toBe('EUR');
  });

  const contacts = [
    { Name: 'Ann', Phone: '1', Default: false },
    { Name: 'Bob', MobilePhone: '2', Default: true },
  ];
  it.each([
    ['the default one', contacts, 'Bob', '2'],
    ['the first where none is the default', contacts.slice(0, 1), 'Ann', '1'],
    ['nobody', [], null, null],
  ])('has for its contact %s', (_who, Contacts, contactName, phone) => {
    expect(supplierFromCin7(cin7Supplier({ Contacts }))).toMatchObject({ contactName, phone });
  });

  const address = (Line1: string, Type: string, DefaultForType: boolean) => ({ Line1, Type, DefaultForType });
  it.each([
    ['the default billing one', [address('a', 'Billing', false), address('b', 'Billing', true)], 'b'],
    ['the first billing one', [address('s', 'Shipping', true), address('a', 'Billing', false)], 'a'],
    ['any before none', [address('s', 'Shipping', true)], 's'],
  ])('has for its address %s', (_which, Addresses, line1) => {
    expect(supplierFromCin7(cin7Supplier({ Addresses })).billingAddress?.line1).toBe(line1);
  });

  it.each([[null], [[]], ['text'], [{ Name: 'no id' }], [{ ID: 's', Contacts: 'none' }]])(
    '%j is set aside',
    (payload) => {
      expect(() => supplierFromCin7(payload)).toThrow(SourceUnreadableError);
    },
  );
});

const official = path.resolve('..', 'shared', 'fixtures', 'cin7', 'core');
const files = ['GET', 'POST', 'PUT'].map((method) => path.join(official, `supplier.${method}.response.json`));
const there = files.every(existsSync);
if (!there) console.info(`skipped: the official supplier examples are not at ${official}`);

describe('the official examples', () => {
  (there ? it : it.skip)('are read without an error', () => {
    for (const file of files) {
      const { SupplierList } = JSON.parse(readFileSync(file, 'utf8')) as { SupplierList: unknown[] };
      expect(SupplierList.length).toBeGreaterThan(0);
      for (const row of SupplierList) expect(supplierFromCin7(row).name).not.toBe('');
    }
  });
});
