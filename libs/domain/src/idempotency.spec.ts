import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasMarker, marker, markerIn, REQUEST_ID_LENGTH, requestId } from './idempotency.js';
import { documentKinds } from './intention.js';

const intended = {
  realmId: '9341453',
  kind: 'bill',
  sourceKey: '7d0c2d5e/0b9a4c0d',
  operation: 'create',
  revision: 3,
} as const;

describe('P4 a request id', () => {
  it('is the same for the same intention, on every machine and after every restore', () => {
    expect(requestId(intended)).toBe(requestId({ ...intended }));
    // printf '["request","9341453","bill","7d0c2d5e/0b9a4c0d","create","3"]' | sha256sum | … | base32 | cut -c1-50
    expect(requestId(intended)).toBe('ywvoppufecv4372a3dekq4rybkx5ngl4syoyljdqi5auaxivp7');
  });

  it.each([
    ['realm', { realmId: '9341454' }],
    ['kind', { kind: 'vendor-credit' as const }],
    ['source key', { sourceKey: '7d0c2d5e' }],
    ['operation', { operation: 'update' as const }],
    ['revision', { revision: 4 }],
  ])('is another for another %s', (_part, changes) => {
    expect(requestId({ ...intended, ...changes })).not.toBe(requestId(intended));
  });

  it('keeps the borders of its parts', () => {
    expect(requestId({ ...intended, realmId: '12', sourceKey: '3' })).not.toBe(
      requestId({ ...intended, realmId: '1', sourceKey: '23' }),
    );
  });

  it('fits QuickBooks and a URL', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), (realmId, sourceKey, revision) => {
        const id = requestId({ ...intended, realmId, sourceKey, revision });
        expect(id).toHaveLength(REQUEST_ID_LENGTH);
        expect(id).toMatch(/^[a-z2-7]+$/);
      }),
    );
  });
});

describe('P1 a marker', () => {
  it('is bracketed, short, and the same for every revision', () => {
    expect(marker(intended)).toMatch(/^\[bb:[a-z2-7]{26}\]$/);
    expect(marker(intended)).toBe(marker({ ...intended }));
  });

  it('belongs to one document', () => {
    const markers = documentKinds.flatMap((kind) =>
      ['1', '2'].flatMap((realmId) =>
        ['a', 'b', 'a/b'].map((sourceKey) => marker({ realmId, kind, sourceKey })),
      ),
    );
    expect(new Set(markers).size).toBe(markers.length);
  });

  it('is found in a note, whole and unchanged', () => {
    const ours = marker(intended);
    const other = marker({ ...intended, sourceKey: 'other' });
    const note = `Cin7 purchase PO-1 ${ours} checked by Ann`;
    expect(hasMarker(note, ours)).toBe(true);
    expect(markerIn(note)).toBe(ours);
    expect(hasMarker(note, other)).toBe(false);
    expect(hasMarker(note.toUpperCase(), ours)).toBe(false);
    expect(hasMarker(note.replace(']', ''), ours)).toBe(false);
    expect(markerIn(note.replace(']', ''))).toBeNull();
  });

  it.each([null, undefined, '', 'Paid by cheque [bb:]'])('is not in %j', (note) => {
    expect(hasMarker(note, marker(intended))).toBe(false);
    expect(markerIn(note)).toBeNull();
  });
});
