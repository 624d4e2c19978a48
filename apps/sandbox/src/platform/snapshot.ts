import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SAVE_DELAY_MS = 200;

/** Keeps a state file in step with a state in memory. Without a file it does nothing, so callers need not ask. */
export interface Snapshot<State> {
  /** The state that was saved last, or `undefined` on a first start. */
  load(): State | undefined;
  /** Says that the state has changed; many changes within a moment are saved once. */
  changed(): void;
  /** Saves what still waits. Call it before the process ends. */
  flush(): void;
}

export function snapshot<State>(file: string | undefined, state: () => State): Snapshot<State> {
  if (file === undefined) return { load: () => undefined, changed: () => {}, flush: () => {} };
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    save(file, state());
  };
  return {
    load: () => read<State>(file),
    changed: () => {
      timer ??= setTimeout(flush, SAVE_DELAY_MS);
    },
    flush,
  };
}

/** By rename, so that a crash in the middle leaves the older file whole. */
function save(file: string, state: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, JSON.stringify(state));
  renameSync(draft, file);
}

function read<State>(file: string): State | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : undefined;
}
