import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Journal, type Journaled, journal } from './journal.js';

/** A state of numbers that says which of them have changed. */
class Numbers implements Journaled {
  readonly values = new Map<string, number>();
  private readonly unsaved = new Set<string>();

  set(key: string, value: number): void {
    this.values.set(key, value);
    this.unsaved.add(key);
  }

  *changes(): Iterable<[string, number]> {
    for (const key of this.unsaved) yield [key, this.values.get(key) ?? 0];
    this.unsaved.clear();
  }

  everything(): Iterable<[string, number]> {
    return this.values;
  }
}

describe('a journal', () => {
  let folder: string;
  let file: string;
  let numbers: Numbers;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'journal-'));
    file = path.join(folder, 'state.jsonl');
    numbers = new Numbers();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const save = (kept: Journal): void => {
    kept.changed();
    kept.flush();
  };
  const loaded = (): Record<string, unknown> => Object.fromEntries(journal(file, () => numbers).load());
  const lineCount = (): number => readFileSync(file, 'utf8').trim().split('\n').length;

  it('remembers the latest of every key, and adds only what has changed', () => {
    const kept = journal(file, () => numbers);
    numbers.set('one', 1);
    numbers.set('two', 2);
    save(kept);
    numbers.set('one', 11);
    save(kept);
    expect(lineCount()).toBe(3);
    expect(loaded()).toEqual({ one: 11, two: 2 });
  });

  it('leaves out a line that was cut off in the middle', () => {
    const kept = journal(file, () => numbers);
    numbers.set('one', 1);
    save(kept);
    appendFileSync(file, '["two", 2');
    const again = journal(file, () => numbers);
    expect(Object.fromEntries(again.load())).toEqual({ one: 1 });
    numbers.set('three', 3);
    save(again);
    expect(loaded()).toEqual({ one: 1, three: 3 });
  });

  it('reads lines that are longer than a chunk', () => {
    const kept = journal(file, () => ({
      changes: () => [['long', 'ä'.repeat(3_000_000)]],
      everything: () => [],
    }));
    save(kept);
    expect(loaded()).toEqual({ long: 'ä'.repeat(3_000_000) });
  });

  it('forgets everything when told to', () => {
    const kept = journal(file, () => numbers);
    numbers.set('one', 1);
    save(kept);
    kept.clear();
    expect(loaded()).toEqual({});
  });

  it('is written anew when it is mostly history, and loses nothing that changes meanwhile', async () => {
    const kept = journal(file, () => numbers);
    for (let round = 0; round < 30; round += 1) {
      for (let key = 0; key < 2000; key += 1) numbers.set(`key ${key}`, round);
      save(kept);
    }
    for (let turn = 1; turn < 1000 && lineCount() > 20_000; turn += 1) {
      numbers.set(`key ${turn}`, -turn);
      numbers.set(`new ${turn}`, turn);
      save(kept);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(lineCount()).toBeLessThan(20_000);
    expect(loaded()).toEqual(Object.fromEntries(numbers.values));
  });

  it('without a file keeps nothing and complains of nothing', () => {
    const kept = journal(undefined, () => numbers);
    save(kept);
    expect(kept.load().size).toBe(0);
  });
});
