import { expect } from '@jest/globals';
import {
  ConnectionRepository,
  LookAlikeRepository,
  PostingClaimRepository,
  PostingIntentRepository,
  PostingReplayRepository,
  PostingResolutionRepository,
  PostingWriteRepository,
  QuickBooksObjectRepository,
} from '#libs/persistence';
import type { OpenDatabase } from '#libs/testing';
import type { Clock } from './clock.js';
import type { MemoryLedger } from './memory-ledger.js';
import { memoryBooks } from './memory-world.js';
import type { Books } from './world.js';

/** Finds the ids that Postgres has given to postings. */
export type LearnIds = () => Promise<void>;

/** Every call goes to Postgres and to memory, and both have to answer alike. The answer of Postgres is what counts. */
export function pairedBooks(
  open: OpenDatabase,
  ledger: MemoryLedger,
  clock: Clock,
  learnIds: LearnIds,
): Books {
  const { database, vault } = open;
  const memory = memoryBooks(ledger);
  const real = {
    claims: new PostingClaimRepository(database),
    writes: new PostingWriteRepository(database),
    mirror: new QuickBooksObjectRepository(database),
    lookAlikes: new LookAlikeRepository(database),
    connections: new ConnectionRepository(database, vault),
    intents: new PostingIntentRepository(database),
    decisions: {
      replay: bound(new PostingReplayRepository(database), 'replay'),
      resolve: bound(new PostingResolutionRepository(database), 'resolve'),
    },
    reread: async (id: string) => {
      await database.query(
        'update source_record set version = version + 1, mapping_seq = mapping_seq + 1 where id = $1',
        [id],
      );
    },
  };
  return {
    claims: {
      ...paired(real.claims, memory.claims, ['letGo', 'giveBack'] as const),
      now: () => real.claims.now(),
      claim: async (id, state) => {
        const [claimed, inMemory] = [
          await real.claims.claim(id, state),
          await memory.claims.claim(id, state),
        ];
        expect(factsOf(inMemory)).toEqual(factsOf(claimed));
        return claimed;
      },
      // Other sequences have left their own in the same database.
      doubtAbandoned: async () => {
        await real.claims.doubtAbandoned();
        return memory.claims.doubtAbandoned();
      },
      waiting: async (pipelineId) => {
        const waiting = await real.claims.waiting(pipelineId, 100);
        const inMemory = await memory.claims.waiting(pipelineId, 100);
        expect(inMemory.map(({ id }) => id).sort()).toEqual(waiting.map(({ id }) => id).sort());
        return waiting;
      },
    },
    writes: paired(real.writes, memory.writes, [
      'markSending',
      'appendAttempt',
      'staleInARow',
      'finishPosted',
      'finishWithdrawn',
      'finishRefused',
      'finishInDoubt',
      'finishPending',
      'finishNeedsReview',
    ] as const),
    mirror: {
      ...paired(real.mirror, memory.mirror, ['idsByMarker', 'vendors'] as const),
      // Postgres would take its own time for a deletion, which the model is ahead of.
      note: async (id, object) => {
        const lastUpdatedAt = object.lastUpdatedAt ?? new Date(clock.now()).toISOString();
        await real.mirror.note(id, { ...object, lastUpdatedAt });
        await memory.mirror.note(id, { ...object, lastUpdatedAt });
      },
    },
    lookAlikes: paired(real.lookAlikes, memory.lookAlikes, ['of'] as const),
    connections: paired(real.connections, memory.connections, ['throttle', 'setState', 'lockOut'] as const),
    intents: {
      save: async (target, documents) => {
        const saved = await real.intents.save(target, documents);
        await learnIds();
        expect(await memory.intents.save(target, documents)).toEqual(saved);
        return saved;
      },
    },
    decisions: paired(real.decisions, memory.decisions, ['replay', 'resolve'] as const),
    reread: async (id) => {
      await real.reread(id);
      await memory.reread(id);
    },
  };
}

function paired<Whole extends object, Name extends keyof Whole>(
  real: Pick<Whole, Name>,
  memory: Pick<Whole, Name>,
  names: readonly Name[],
): Pick<Whole, Name> {
  const both = names.map((name) => [
    name,
    async (...given: unknown[]) => {
      const answers = [await outcomeOf(real, name, given), await outcomeOf(memory, name, given)];
      expect(answers[1]?.said).toEqual(answers[0]?.said);
      return answers[0]?.give();
    },
  ]);
  return Object.fromEntries(both) as Pick<Whole, Name>;
}

async function outcomeOf(target: object, name: PropertyKey, given: unknown[]) {
  try {
    const answer: unknown = await (Reflect.get(target, name) as (...all: unknown[]) => unknown).apply(
      target,
      given,
    );
    return { said: answer, give: () => answer };
  } catch (error) {
    const said = `refused: ${/duplicate key/.test(String(error)) ? 'not unique' : 'illegal'}`;
    return { said, give: () => Promise.reject(error) };
  }
}

function bound<Whole extends object, Name extends keyof Whole>(target: Whole, name: Name): Whole[Name] {
  return (target[name] as unknown as (...all: unknown[]) => unknown).bind(target) as Whole[Name];
}

type Claimed = Awaited<ReturnType<Books['claims']['claim']>>;

function factsOf(claimed: Claimed) {
  if (!claimed) return null;
  const { posting, ...others } = claimed;
  return { ...others, id: posting.id, state: posting.state, revision: posting.revision };
}
