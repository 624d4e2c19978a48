import { describe, expect, it } from '@jest/globals';
import { afterPage } from './list-watch.js';

describe('after a page of a list', () => {
  it.each([
    ['the next page follows', { page: 1, rows: 2, total: 5, repeated: 0 }, {}, { step: 'on', next: 2 }],
    [
      'which is empty, it ends',
      { page: 4, rows: 0, total: Infinity, repeated: 0 },
      { listed: 6 },
      { step: 'ended' },
    ],
    [
      'that completes the total, it ends',
      { page: 3, rows: 1, total: 5, repeated: 0 },
      { listed: 4 },
      { step: 'ended' },
    ],
    [
      'with a row that was shown before an interruption, it begins again',
      { page: 3, rows: 1, total: 5, repeated: 0 },
      { listed: 4, repeated: 1 },
      { step: 'again', next: 1, counts: { listed: 0, repeated: 0, readAgain: 1 } },
    ],
    [
      'of a list that never rests, it ends',
      { page: 3, rows: 1, total: 5, repeated: 1 },
      { listed: 4, readAgain: 2 },
      { step: 'ended', counts: { listed: 5, repeated: 1, readAgain: 2 } },
    ],
  ])('%s', (_what, page, before, expected) => {
    expect(afterPage(page, before)).toMatchObject(expected);
  });
});
