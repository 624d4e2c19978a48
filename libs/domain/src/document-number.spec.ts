import { describe, expect, it } from '@jest/globals';
import { documentNumber } from './document-number.js';

describe('a document number', () => {
  it.each(['INV-7781', '7', 'RE 2026/10-000000001', '123456789012345678901'])(
    '%j stays as it is',
    (number) => {
      expect(documentNumber(number)).toBe(number);
    },
  );

  it('loses the space around it', () => {
    expect(documentNumber('  INV-7781 ')).toBe('INV-7781');
  });

  it('is cut to what QuickBooks holds and keeps its beginning', () => {
    const number = documentNumber('HARBOUR-TIMBER-2026-10-0000001');
    expect(number).toMatch(/^HARBOUR-TIMBER~[a-z2-7]{6}$/);
    expect(number).toHaveLength(21);
  });

  it('is cut from the 22nd character on', () => {
    expect(documentNumber('1234567890123456789012')).toMatch(/^12345678901234~[a-z2-7]{6}$/);
  });

  it('is the same each time, and another for another number of the same beginning', () => {
    const first = documentNumber('HARBOUR-TIMBER-2026-10-0000001');
    expect(documentNumber('HARBOUR-TIMBER-2026-10-0000001')).toBe(first);
    expect(documentNumber('HARBOUR-TIMBER-2026-10-0000002')).not.toBe(first);
  });

  it('is not cut inside a character', () => {
    const number = documentNumber(`${'A'.repeat(13)}🪵 and more than enough`);
    expect(number).not.toMatch(/\p{Surrogate}/u);
    expect(number.length).toBeLessThanOrEqual(21);
  });
});
