export {
  type Caller,
  type Lane,
  type Limit,
  type LimitedAccount,
  lanes,
  PacedCalls,
  type Throttle,
} from '#libs/http';
export * from './attach.queue.js';
export * from './contract.js';
export * from './failed-jobs.js';
export * from './job.processor.js';
export * from './map.queue.js';
export * from './poll.queue.js';
export * from './queue-sender.js';
export * from './queues.module.js';
export * from './redis.check.js';
export * from './throttle.js';
export * from './turn.js';
export * from './turn.processor.js';
export * from './worker-options.js';
export * from './write.queue.js';
