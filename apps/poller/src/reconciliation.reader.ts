import { Injectable } from '@nestjs/common';
import {
  counted,
  FindingRepository,
  type Inspected,
  type MirrorPlace,
  type SyncRunCounts,
  SyncRunRepository,
} from '#libs/persistence';
import type { Reading, RecordReader } from './record.reader.js';

const OBJECTS_AT_ONCE = 1_000;
const START: MirrorPlace = { readAt: '-infinity', entity: '', id: '' };

type Inspect = (sql: Parameters<FindingRepository['inspect']>[0], after: MirrorPlace) => Promise<Inspected>;

/**
 * Every hour what the mirror has learned since is held against the postings, and what was found before is looked at again.
 * Nothing is read from a provider, and nothing but findings is changed.
 */
@Injectable()
export class ReconciliationReader implements RecordReader {
  readonly overlapSeconds = 600;

  constructor(
    private readonly findings: FindingRepository,
    private readonly runs: SyncRunRepository,
  ) {}

  /** The phase `list` goes through what was read, `details` through what was found; the cursor is a place of either. */
  async read(reading: Reading): Promise<SyncRunCounts> {
    const { run, pipeline } = reading;
    const of = { pipelineId: pipeline.id, connectionId: pipeline.quickBooksConnectionId };
    const until = run.readUntil ?? new Date();
    const limit = OBJECTS_AT_ONCE;
    const resumed = run.cursor ? (JSON.parse(run.cursor) as MirrorPlace) : null;
    let { counts } = run;
    if (run.phase === 'list') {
      const begin = resumed ?? { ...START, readAt: run.since?.toISOString() ?? START.readAt };
      counts = await this.pages(reading, { phase: 'list', begin, counts }, (sql, after) =>
        this.findings.inspect(sql, of, { after, until, limit }),
      );
    }
    const begin = (run.phase === 'details' && resumed) || START;
    return this.pages(reading, { phase: 'details', begin, counts }, (sql, after) =>
      this.findings.inspectFound(sql, of, { after, limit }),
    );
  }

  /** A page that was checked before an interruption is checked once more, which changes nothing. */
  private async pages(
    { run, goOn }: Reading,
    {
      phase,
      begin,
      counts: before,
    }: {
      readonly phase: 'list' | 'details';
      readonly begin: MirrorPlace;
      readonly counts: SyncRunCounts;
    },
    inspect: Inspect,
  ): Promise<SyncRunCounts> {
    let counts = before;
    for (let after = begin; ; ) {
      await goOn();
      let page: Inspected = { count: 0, found: 0, last: null };
      await this.runs.advance(run, { phase, cursor: JSON.stringify(after), counts }, async (manager) => {
        page = await inspect(manager, after);
        return {};
      });
      counts = counted(counts, phase === 'list' ? { checked: page.count } : { findings: page.found });
      if (!page.last || page.count < OBJECTS_AT_ONCE) return counts;
      after = page.last;
    }
  }
}
