/** A half-open connection is noticed within this time. */
const SOCKET_TIMEOUT_MS = 15_000;
const KEEP_ALIVE_MS = 10_000;

/** After a long outage as well, work goes on within seconds of Redis' return; BullMQ's own pauses grow to 20 s. */
const LONGEST_RECONNECT_MS = 2_000;

const common = {
  socketTimeout: SOCKET_TIMEOUT_MS,
  keepAlive: KEEP_ALIVE_MS,
  retryStrategy: (times: number) => Math.min(100 * 2 ** times, LONGEST_RECONNECT_MS),
};

/** Workers wait for Redis as long as it takes; BullMQ requires `maxRetriesPerRequest: null` of them. */
export function workerConnection(url: string) {
  return { url, ...common, maxRetriesPerRequest: null };
}

/** Whoever rings a bell does not wait for Redis: without it the call fails at once, and a sweep rings later. */
export function producerConnection(url: string) {
  return { url, ...common, maxRetriesPerRequest: 1, enableOfflineQueue: false };
}

/** For questions about Redis itself: whoever asks wants to know at once. */
export function checkConnection() {
  return { ...common, lazyConnect: true, maxRetriesPerRequest: 1 };
}
