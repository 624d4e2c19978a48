import { describe, expect, it } from '@jest/globals';
import { aLine, anInvoice } from '#libs/testing';
import { decimal } from './decimal.js';
import { deliveries } from './deliveries.js';

const OAK = { productId: 'oak', sku: 'OAK', description: 'Oak board' };
const ASH = { productId: 'ash', sku: 'ASH', description: 'Ash board' };
const FREIGHT = { productId: null, sku: null, description: 'Freight' };

type Goods = readonly [goods: typeof OAK | typeof FREIGHT, quantity: string];
const lines = (goods: readonly Goods[]) =>
  goods.map(([what, quantity]) => aLine({ ...what, quantity: decimal(quantity) }));

function delivered(ordered: readonly Goods[], ...invoiced: readonly (readonly Goods[])[]) {
  const invoices = invoiced.map((goods, index) => anInvoice({ key: `${index}`, lines: lines(goods) }));
  const found = deliveries(lines(ordered), invoices);
  return invoices.map((invoice) => found.get(invoice));
}

describe('the order lines that invoices deliver on', () => {
  it.each<[string, readonly Goods[], readonly (readonly Goods[])[], (number | null)[][]]>([
    [
      'are matched by product, whatever their order',
      [
        [OAK, '10'],
        [ASH, '4'],
      ],
      [
        [
          [ASH, '4'],
          [OAK, '10'],
        ],
      ],
      [[1, 0]],
    ],
    [
      'serve until they are used up',
      [[OAK, '10']],
      [[[OAK, '6']], [[OAK, '4']], [[OAK, '1']]],
      [[0], [0], [null]],
    ],
    ['take more than was ordered once', [[OAK, '10']], [[[OAK, '12']], [[OAK, '1']]], [[0], [null]]],
    [
      'are the one of the same quantity of a repeated product',
      [
        [OAK, '10'],
        [OAK, '5'],
      ],
      [
        [
          [OAK, '5'],
          [OAK, '10'],
        ],
      ],
      [[1, 0]],
    ],
    [
      'are one with enough left of a repeated product',
      [
        [OAK, '2'],
        [OAK, '9'],
      ],
      [
        [
          [OAK, '5'],
          [OAK, '2'],
        ],
      ],
      [[1, 0]],
    ],
    [
      'go on in the next line of a product',
      [
        [OAK, '3'],
        [OAK, '4'],
      ],
      [[[OAK, '2']], [[OAK, '2']], [[OAK, '2']]],
      [[0], [1], [1]],
    ],
    [
      'are none for goods that nobody ordered',
      [[OAK, '10']],
      [
        [
          [ASH, '1'],
          [OAK, '10'],
        ],
      ],
      [[null, 0]],
    ],
    [
      'are those of charges, by description',
      [
        [OAK, '1'],
        [FREIGHT, '1'],
      ],
      [
        [
          [FREIGHT, '1'],
          [OAK, '1'],
        ],
      ],
      [[1, 0]],
    ],
    [
      'are none for what is given back',
      [[OAK, '10']],
      [
        [
          [OAK, '-2'],
          [OAK, '10'],
        ],
      ],
      [[null, 0]],
    ],
    [
      'are counted to the fraction',
      [[OAK, '0.5']],
      [[[OAK, '0.25']], [[OAK, '0.2500']], [[OAK, '0.0001']]],
      [[0], [0], [null]],
    ],
    ['are none without an order', [], [[[OAK, '10']]], [[null]]],
  ])('%s', (_what, ordered, invoiced, expected) => {
    expect(delivered(ordered, ...invoiced)).toEqual(expected);
  });
});
