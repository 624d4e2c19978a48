import { spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SIZE = '48m';
/** What Postgres runs as under root, see scripts/unprivileged.mjs. */
const NOBODY = 65_534;
const MEGABYTE = Buffer.alloc(1_048_576);

/** A disk of its own that is so small that it can be filled: a tmpfs, which only root may mount. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** Null where this machine does not let us mount one. */
  static mount(): SmallDisk | null {
    const folder = mkdtempSync(join(tmpdir(), 'billbridge-disk-'));
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=700`, 'tmpfs', folder]);
    if (status !== 0) {
      rmdirSync(folder);
      return null;
    }
    chownSync(folder, NOBODY, NOBODY);
    return new SmallDisk(folder);
  }

  /** To the last byte. */
  fill(): void {
    const file = openSync(this.ballast, 'w');
    try {
      for (;;) writeSync(file, MEGABYTE);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  makeRoom(): void {
    truncateSync(this.ballast);
    rmSync(this.ballast);
  }

  /** The server that keeps files here has ended. */
  unmount(): void {
    spawnSync('umount', [this.folder]);
    rmdirSync(this.folder);
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }
}
