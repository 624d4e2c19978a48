import { describe, expect, it } from '@jest/globals';
import { usualWebhookSettings } from './subscription.js';

describe('the usual webhooks', () => {
  it('are the worst that a correct receiver survives: doubled, out of order, several companies in one, held back', () => {
    expect(usualWebhookSettings()).toMatchObject({
      format: 'cloudevents',
      duplicateEvery: 3,
      newestFirst: true,
      realmsTogether: true,
      holdsBack: true,
      answerLimitMs: 3000,
    });
  });
});
