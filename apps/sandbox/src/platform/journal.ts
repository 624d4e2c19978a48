import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { readJsonLines } from './json-lines.js';

const SAVE_DELAY_MS = 200;
/** So many entries are written before others get a turn: a few milliseconds. */
const ENTRIES_AT_ONCE = 500;
/** A file is written anew when it is mostly history. */
const OUTDATED_MIN = 50_000;

export type Entry = readonly [key: string, value: unknown];

/** What a journal asks of the state that it keeps. */
export interface Journaled {
  /** What has changed since it was last asked. */
  changes(): Iterable<Entry>;
  /** Everything, one by one; may be asked for over a time in which the state changes. */
  everything(): Iterable<Entry>;
}

/**
 * Keeps a file in step with a state in memory by adding what has changed, so that saving takes as long as the change
 * is large and not as long as the state is. Without a file it does nothing, so callers need not ask.
 */
export interface Journal {
  /** What was saved last, by key; empty on a first start. */
  load(): Map<string, unknown>;
  /** Says that the state has changed; many changes within a moment are saved once. */
  changed(): void;
  /** Saves what still waits. Call it before the process ends. */
  flush(): void;
  /** Forgets all that was saved. */
  clear(): void;
}

export function journal(file: string | undefined, state: () => Journaled): Journal {
  if (file === undefined)
    return { load: () => new Map(), changed: () => {}, flush: () => {}, clear: () => {} };
  return new FileJournal(file, state);
}

class FileJournal implements Journal {
  private timer: NodeJS.Timeout | undefined;
  private lines = 0;
  private live = 0;
  private rewriting: Rewriting | undefined;

  constructor(
    private readonly file: string,
    private readonly state: () => Journaled,
  ) {
    mkdirSync(path.dirname(file), { recursive: true });
  }

  load(): Map<string, unknown> {
    const entries = new Map<string, unknown>();
    if (!existsSync(this.file)) return entries;
    const wholeBytes = readJsonLines(this.file, (line) => {
      const [key, value] = line as Entry;
      this.lines += 1;
      entries.set(key, value);
    });
    truncateSync(this.file, wholeBytes);
    this.live = entries.size;
    return entries;
  }

  changed(): void {
    this.timer ??= setTimeout(() => this.flush(), SAVE_DELAY_MS);
  }

  flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    const entries = [...this.state().changes()];
    if (entries.length === 0) return;
    appendFileSync(this.file, textOf(entries));
    this.lines += entries.length;
    this.rewriting?.write(entries);
    if (this.lines > 2 * this.live + OUTDATED_MIN) this.rewrite();
  }

  clear(): void {
    this.rewriting?.abandon();
    this.rewriting = undefined;
    rmSync(this.file, { force: true });
    this.lines = 0;
    this.live = 0;
  }

  private rewrite(): void {
    if (this.rewriting !== undefined) return;
    const rewriting = new Rewriting(`${this.file}.${process.pid}.tmp`, this.state().everything());
    this.rewriting = rewriting;
    rewriting.begin(() => {
      renameSync(rewriting.draft, this.file);
      this.rewriting = undefined;
      this.lines = rewriting.lines;
      this.live = rewriting.live;
    });
  }
}

/** Writes everything to a draft, a little at a time. What changes meanwhile is written behind what is there already. */
class Rewriting {
  private readonly descriptor: number;
  private readonly entries: Iterator<Entry>;
  private isAbandoned = false;
  live = 0;
  lines = 0;

  constructor(
    readonly draft: string,
    entries: Iterable<Entry>,
  ) {
    this.descriptor = openSync(draft, 'w');
    this.entries = entries[Symbol.iterator]();
  }

  begin(done: () => void): void {
    if (this.isAbandoned) return;
    const some: Entry[] = [];
    for (let next = this.entries.next(); !next.done; next = this.entries.next()) {
      some.push(next.value);
      if (some.length >= ENTRIES_AT_ONCE) break;
    }
    this.write(some);
    this.live += some.length;
    if (some.length >= ENTRIES_AT_ONCE) return void setImmediate(() => this.begin(done));
    closeSync(this.descriptor);
    done();
  }

  write(entries: readonly Entry[]): void {
    if (entries.length > 0) writeSync(this.descriptor, textOf(entries));
    this.lines += entries.length;
  }

  abandon(): void {
    this.isAbandoned = true;
    closeSync(this.descriptor);
    rmSync(this.draft, { force: true });
  }
}

function textOf(entries: readonly Entry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}
