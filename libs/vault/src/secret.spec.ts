import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { Secret } from './secret.js';

const value = 'hush-4711';
const secret = new Secret(value);

function throughPino(fields: object): string {
  const lines: string[] = [];
  pino({}, { write: (line: string) => lines.push(line) }).info(fields, 'hello');
  return lines.join();
}

function throughConsole(): string {
  const written: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      written.push(String(chunk));
      done();
    },
  });
  new Console(stream).log(secret, { secret }, [secret], '%o', secret);
  return written.join();
}

describe('T7: a secret', () => {
  it('is given to who asks for it', () => {
    expect(secret.reveal()).toBe(value);
  });

  it.each([
    ['a template', () => `${secret}`],
    ['joining', () => `${['a', secret].join()}${secret}`],
    ['JSON', () => JSON.stringify({ secret, all: [secret] })],
    [
      'inspect',
      () => inspect({ secret }, { depth: null, showHidden: true, getters: true, customInspect: true }),
    ],
    ['inspect without its hook', () => inspect(secret, { showHidden: true, customInspect: false })],
    ['console.log', throughConsole],
    ['pino', () => throughPino({ secret, err: Object.assign(new Error('failed'), { secret }) })],
    ['an error', () => inspect(new Error(`failed with ${secret}`, { cause: { secret } }))],
    ['spreading', () => JSON.stringify({ ...secret }) + Object.values(secret).join()],
    ['a clone', () => JSON.stringify(structuredClone(secret))],
    ['its own properties', () => Reflect.ownKeys(secret).map(String).join()],
  ])('shows nothing through %s', (_sink, show) => {
    expect(show()).not.toContain(value);
  });

  it('is seen to be redacted', () => {
    expect([`${secret}`, JSON.stringify(secret), inspect(secret)]).toEqual([
      '[redacted]',
      '"[redacted]"',
      '[redacted]',
    ]);
  });
});
