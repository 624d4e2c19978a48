import { describe, expect, it } from '@jest/globals';
import { closedBooks } from './closed-books.js';

describe('P10 closed books', () => {
  it.each([
    ['on the closing date', ['2026-10-31'], 'books-closed'],
    ['before it', ['2026-10-01'], 'books-closed'],
    ['after it', ['2026-11-01'], undefined],
    ['moved out of the closed period', ['2026-10-30', '2026-11-02'], 'books-closed'],
    ['moved into the closed period', ['2026-11-02', '2026-10-30'], 'books-closed'],
    ['without a date', [null], undefined],
  ])('hold a document %s', (_what, dates, code) => {
    expect(closedBooks('Bill S-1', dates, { quickBooks: '2026-10-31', cin7: null })?.code).toBe(code);
  });

  it('hold nothing where no closing date is set', () => {
    expect(closedBooks('Bill S-1', ['2000-01-01'], { quickBooks: null, cin7: '2026-10-31' })).toBeNull();
  });

  it('name the remedy that is left: no re-dating where Cin7 is locked, too', () => {
    const messageOf = (cin7: string | null) =>
      closedBooks('Bill S-1', ['2026-10-15'], { quickBooks: '2026-10-31', cin7 })?.message;
    expect(messageOf('2026-09-30')).toContain('or re-date it in Cin7');
    expect(messageOf('2026-10-31')).toContain('re-dating it in Cin7 is impossible');
  });
});
