/**
 * A half-open connection is noticed this long after something was asked over it. A worker's question may take ten seconds,
 * because it waits for jobs; a sender's takes none, and each service has one that may have been idle when the line died.
 */
const WORKER_SILENCE_MS = 15_000;
const SENDER_SILENCE_MS = 5_000;
const KEEP_ALIVE_MS = 10_000;

/** After a long outage as well, work goes on within seconds of Redis' return; BullMQ's own pauses grow to 20 s. */
const LONGEST_RECONNECT_MS = 2_000;

/** After a failover, lines that stayed open lead to who may not write any more; the address leads to who may. */
const isReadOnly = ({ message }: Error) => message.includes('READONLY');

const common = {
  reconnectOnError: isReadOnly,
  keepAlive: KEEP_ALIVE_MS,
  retryStrategy: (times: number) => Math.min(100 * 2 ** times, LONGEST_RECONNECT_MS),
};

/** Workers wait for Redis as long as it takes; BullMQ requires `maxRetriesPerRequest: null` of them. */
export function workerConnection(url: string) {
  return { url, ...common, socketTimeout: WORKER_SILENCE_MS, maxRetriesPerRequest: null };
}

/** Whoever rings a bell does not wait for Redis: without it the call fails at once, and a sweep rings later. */
export function producerConnection(url: string) {
  return {
    url,
    ...common,
    socketTimeout: SENDER_SILENCE_MS,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
  };
}

/** For questions about Redis itself: whoever asks wants to know at once. */
export function checkConnection() {
  return { ...common, socketTimeout: SENDER_SILENCE_MS, lazyConnect: true, maxRetriesPerRequest: 1 };
}
