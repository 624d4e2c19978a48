import http from 'node:http';
import { Job, Queue } from 'bullmq';
import pg from 'pg';
import { pointName } from './point-name.mjs';

/**
 * One passing of an await point: nothing has left yet, all of it has left, the answer is here but nobody has seen it.
 * @typedef {{ before: () => void, started: () => void, after: () => void }} Passing
 * @typedef {(point: string) => Passing} Watcher
 */

/**
 * Tells of every await of this process that others can see: SQL statements, HTTP calls, and what is told to the queues.
 * BullMQ's own waiting for jobs is not among them.
 * @param {Watcher} watch
 */
export function watchAwaitPoints(watch) {
  watchStatements(watch);
  watchCalls(watch);
  watchMethod(watch, Queue.prototype, 'addBulk', (queue) => `ring ${queue.name}`);
  for (const method of /** @type {const} */ (['moveToCompleted', 'moveToFailed', 'moveToDelayed']))
    watchMethod(watch, Job.prototype, method, (job) => `${method} ${job.queueName}`);
}

/** @param {Watcher} watch */
function watchStatements(watch) {
  const { query } = pg.Client.prototype;
  /** @param {any[]} given */
  pg.Client.prototype.query = function (...given) {
    const [statement] = given;
    const text = typeof statement === 'string' ? statement : statement?.text;
    if (typeof text !== 'string') return query.apply(this, given);
    return passed(watch(pointName(text)), () => query.apply(this, given));
  };
}

/** Both of Node's clients, http and https, end their requests here. @param {Watcher} watch */
function watchCalls(watch) {
  const { end } = http.ClientRequest.prototype;
  /** @param {any[]} given */
  http.ClientRequest.prototype.end = function (...given) {
    const { before, started, after } = watch(pointName(`${this.method} ${this.path}`));
    before();
    this.once('finish', () => setImmediate(started));
    this.prependOnceListener('response', after);
    return end.apply(this, given);
  };
}

/**
 * @param {Watcher} watch
 * @param {any} prototype
 * @param {string} method
 * @param {(self: any) => string} textOf
 */
function watchMethod(watch, prototype, method, textOf) {
  const original = prototype[method];
  /** @param {any[]} given */
  prototype[method] = function (...given) {
    return passed(watch(pointName(textOf(this))), () => original.apply(this, given));
  };
}

/**
 * A socket takes what is written to it before the next turn of the loop, and no answer is read before that turn.
 * @template Answer
 * @param {Passing} passing
 * @param {() => Promise<Answer>} work
 */
function passed({ before, started, after }, work) {
  before();
  const answer = work();
  setImmediate(started);
  return answer?.then?.((seen) => {
    after();
    return seen;
  });
}
