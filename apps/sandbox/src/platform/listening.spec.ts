import { afterEach, describe, expect, it } from '@jest/globals';
import { type Listening, listen } from './listening.js';

describe('the emulators at their ports', () => {
  let listening: Listening;
  afterEach(() => listening.close());

  it('keep a line that is not used for more than a minute', async () => {
    listening = await listen((_request, answer) => answer.end(), { port: 0 });
    const answer = await fetch(`http://127.0.0.1:${listening.port}/`);
    await answer.text();
    expect(answer.headers.get('keep-alive')).toBe('timeout=65');
  });
});
