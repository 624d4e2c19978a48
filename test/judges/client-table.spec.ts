import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { clientTable } from './client-table.js';
import { intuitOAuthVerdict } from './intuit-oauth-verdict.js';
import type { Verdict } from './judged-client.js';
import * as nodeQuickBooks from './node-quickbooks-client.js';
import { nodeQuickBooksVerdict } from './node-quickbooks-verdict.js';
import * as quickBooksNodePromise from './quickbooks-node-promise-client.js';
import { quickBooksNodePromiseVerdict } from './quickbooks-node-promise-verdict.js';

const DOCUMENT = 'docs/sandbox.md';
const SECTION = /(<!-- clients -->\n)[\s\S]*?(<!-- \/clients -->)/;

function versioned(verdict: Verdict): readonly [Verdict, string] {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  return [verdict, devDependencies[verdict.client]];
}

describe('the table of public clients', () => {
  it('stands in the documentation as it is (npm run judges writes it)', () => {
    const verdicts = [intuitOAuthVerdict, nodeQuickBooksVerdict, quickBooksNodePromiseVerdict];
    const table = clientTable(verdicts.map(versioned));
    const document = readFileSync(DOCUMENT, 'utf8');
    const current = document.replace(SECTION, (_all, begin, end) => `${begin}\n${table}\n\n${end}`);
    if (process.env.WRITE_TABLES === '1') writeFileSync(DOCUMENT, current);
    else expect(document).toBe(current);
    expect(current).toContain(table);
  });

  /** What the libraries can do with the documents and lists that a purchase needs. */
  const ours =
    /^(create|get|update|delete|find|count|send)(Accounts?|Attachables?|Bill(Payment)?s?|Class(es)?|CompanyInfos?|Departments?|ExchangeRate|Items?|Preferences(es)?|PurchaseOrders?|TaxCodes?|TaxRates?|Terms?|Vendor(Credit)?s?)$/;

  it.each([
    { verdict: nodeQuickBooksVerdict, methods: nodeQuickBooks.libraryMethods },
    { verdict: quickBooksNodePromiseVerdict, methods: quickBooksNodePromise.libraryMethods },
  ])('names every operation of $verdict.client for our entities', ({ verdict, methods }) => {
    const named = [
      ...Object.values(verdict.passes).flatMap((each) => Object.keys(each)),
      ...Object.keys(verdict.refused),
    ];
    const possible = methods.filter((method) => ours.test(method));
    expect(possible.length).toBeGreaterThan(50);
    expect(possible.filter((method) => !named.includes(method))).toEqual([]);
  });
});
