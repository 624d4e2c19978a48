import { describe, expect, it } from '@jest/globals';
import { usualSettings } from './settings.js';

describe('the usual settings', () => {
  it('are the worst that a correct client survives: indexes lag, request ids are forgotten, nobody says how long to wait', () => {
    expect(usualSettings()).toMatchObject({
      queryLagMs: 2000,
      changesLagMs: 2000,
      requestIds: 'remember',
      requestIdsForgottenAfterMs: 3_600_000,
      requestIdReused: 'replay',
      requestIdInFlight: 'duplicate',
      retryAfterSeconds: 0,
    });
  });

  it('have the limits that Intuit documents', () => {
    expect(usualSettings()).toMatchObject({
      callsPerMinute: 500,
      callsPerSecond: 10,
      callsAtOnce: 10,
      batchesPerMinute: 40,
      batchesPerMinuteTogether: 120,
    });
  });
});
