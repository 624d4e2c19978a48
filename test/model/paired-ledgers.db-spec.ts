import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type OpenDatabase, openTestDatabase, storedPipeline } from '#libs/testing';
import type { Clock } from './clock.js';
import type { Habits } from './fake-quickbooks.js';
import { MemoryLedger } from './memory-ledger.js';
import { type Scene, sourcesOf } from './memory-world.js';
import { modelRuns } from './model-runs.js';
import { pairedBooks } from './paired-books.js';
import { everyday, habits, type Story } from './posting-commands.js';
import { driveToRest } from './quiescence.js';
import { factsInMemory, factsInPostgres } from './stored-facts.js';
import { World } from './world.js';

const { numRuns, seed } = modelRuns(150, 'MODEL_PAIRED_RUNS');
const AN_HOUR_MS = 3_600_000;

/** Compares what both ledgers hold after each command. */
class Compared implements fc.AsyncCommand<Story, World, true> {
  constructor(
    private readonly command: fc.AsyncCommand<Story, World, true>,
    private readonly open: OpenDatabase,
  ) {}

  check(story: Readonly<Story>) {
    return this.command.check(story);
  }

  async run(story: Story, world: World): Promise<void> {
    await this.command.run(story, world);
    expect(factsInMemory(world.ledger)).toEqual(await factsInPostgres(this.open, world.ledger));
  }
}

describe('the ledger in memory', () => {
  let open: OpenDatabase;

  beforeAll(async () => {
    open = await openTestDatabase();
  }, 60_000);

  afterAll(() => open?.close());

  /** Time passes in Postgres by moving what is stored into the past. */
  function clockOf(pipelineId: string, connectionId: string): Clock {
    let ahead = 0;
    return {
      now: () => Date.now() + ahead,
      advance: async (ms) => {
        ahead += ms;
        const past = `- $2 * interval '1 ms'`;
        await open.database.query(
          `update posting set lease_until = lease_until ${past}, not_before = not_before ${past}, sent_at = sent_at ${past},
             first_sent_at = first_sent_at ${past} where pipeline_id = $1`,
          [pipelineId, ms],
        );
        await open.database.query(
          `update connection set throttled_until = throttled_until ${past} where id = $1`,
          [connectionId, ms],
        );
      },
    };
  }

  async function pairedWorld(scene: Scene, habit: Habits): Promise<World> {
    const { id: pipelineId, quickBooksConnectionId, realmId } = await storedPipeline(open);
    const connection = {
      id: quickBooksConnectionId,
      pipelineId,
      realmId,
      state: 'active',
      throttledUntil: null,
    } as const;
    const ids = new Map<string, string>();
    const clock = clockOf(pipelineId, quickBooksConnectionId);
    const newId = (_kind: string, key: string) => ids.get(key) ?? 'none yet';
    const ledger = new MemoryLedger(clock, { ...connection }, newId);
    const sources = [];
    for (const source of sourcesOf(scene)) {
      const [{ id: recordId }] = await open.database.query(
        `insert into source_record (pipeline_id, record_type, source_id, version, mapping_seq, mapped_seq)
         values ($1, $2, $3, 1, 1, 0) returning id`,
        [pipelineId, source.kind === 'vendor' ? 'supplier' : 'purchase', source.key],
      );
      ledger.records.set(recordId, { id: recordId, pipelineId, version: 1, mappingSeq: 1, mappedSeq: 0 });
      sources.push({ ...source, recordId });
    }
    const learnIds = async () => {
      const rows = await open.database.query('select id, source_key from posting where pipeline_id = $1', [
        pipelineId,
      ]);
      for (const { id, source_key } of rows) ids.set(source_key, id);
    };
    const world = new World({
      clock,
      ledger,
      books: pairedBooks(open, ledger, clock, learnIds),
      habits: habit,
      sources,
    });
    for (const source of sources) await world.map(source);
    return world;
  }

  it(
    `is that of Postgres after every command (MODEL_SEED=${seed})`,
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom<Scene[]>('a bill', 'a bill and its vendor'),
          habits,
          fc.commands(everyday, { maxCommands: 25, size: 'max' }),
          async (scene, habit, commands) => {
            const world = await pairedWorld(scene, habit);
            const model: Story = { disturbed: new Set() };
            const compared = [...commands].map((command) => new Compared(command, open));
            await fc.asyncModelRun(() => ({ model, real: world }), compared);
            await driveToRest(world);
            expect(factsInMemory(world.ledger)).toEqual(await factsInPostgres(open, world.ledger));
          },
        ),
        { numRuns, seed },
      );
    },
    AN_HOUR_MS,
  );
});
