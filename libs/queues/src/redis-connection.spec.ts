import { describe, expect, it } from '@jest/globals';
import { producerConnection, workerConnection } from './redis-connection.js';

describe('a line to Redis', () => {
  it.each([
    ['of a worker', workerConnection],
    ['of a sender', producerConnection],
  ])(
    'R6 %s is given up where it leads to who may not write, and for no other error',
    (_whose, connection) => {
      const { reconnectOnError } = connection('redis://127.0.0.1');
      expect(reconnectOnError(new Error("READONLY You can't write against a read only replica."))).toBe(true);
      expect(reconnectOnError(new Error('NOAUTH Authentication required.'))).toBe(false);
    },
  );
});
