import { describe, expect, it } from '@jest/globals';
import { recoveryFrom } from './recovery.js';

const POLICY = { lookUpSeconds: 60, settleSeconds: 21_600 };
const AT = new Date('2026-11-20T10:00:00Z');
const later = (seconds: number) => new Date(AT.getTime() + seconds * 1_000);

describe('P12 after a restore of the database a document', () => {
  it('is asked for and waits while what was lost may still appear', () => {
    const restored = { at: AT, mirroredUntil: later(300) };
    expect(recoveryFrom(restored, POLICY, later(300))).toEqual({ looksUp: true, waitSeconds: 300 });
  });

  it.each([
    ['not been read anew since', later(300)],
    ['never been read', null],
  ])('is asked for once more where the mirror has %s', (_what, mirroredUntil) => {
    const recovery = recoveryFrom({ at: AT, mirroredUntil }, POLICY, later(21_601));
    expect(recovery).toEqual({ looksUp: true, waitSeconds: null });
  });

  it('is as any other when the mirror has been read after the settle window', () => {
    const recovery = recoveryFrom({ at: AT, mirroredUntil: later(21_600) }, POLICY, later(21_700));
    expect(recovery).toEqual({ looksUp: false, waitSeconds: null });
  });
});
