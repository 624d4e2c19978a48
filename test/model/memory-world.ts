import type { Clock } from './clock.js';
import type { Habits } from './fake-quickbooks.js';
import { MemoryClaims } from './memory-claims.js';
import { MemoryDecisions } from './memory-decisions.js';
import { MemoryIntents } from './memory-intents.js';
import { MemoryLedger } from './memory-ledger.js';
import { MemoryConnections, MemoryLookAlikes, MemoryMirror } from './memory-mirror.js';
import { MemoryWrites } from './memory-writes.js';
import type { Source } from './source.js';
import { type Books, type Spoil, World } from './world.js';

export type Scene = 'a bill' | 'a bill and its vendor';

const REALM = '4611';

/** A world whose every table is in memory, with one bill, or with a bill that waits for its vendor. */
export function memoryWorld(clock: Clock, scene: Scene, habits: Habits, spoil?: Spoil): World {
  const sources = sourcesOf(scene);
  const connection = {
    id: 'c',
    pipelineId: 'p',
    realmId: REALM,
    state: 'active',
    throttledUntil: null,
  } as const;
  const ledger = new MemoryLedger(clock, { ...connection }, (_kind, key) => idOf(key));
  for (const { recordId: id } of sources)
    ledger.records.set(id, {
      id,
      pipelineId: connection.pipelineId,
      version: 1,
      mappingSeq: 1,
      mappedSeq: 0,
    });
  return new World({
    clock,
    ledger,
    books: memoryBooks(ledger),
    habits,
    sources,
    ...(spoil ? { spoil } : {}),
  });
}

export function memoryBooks(ledger: MemoryLedger): Books {
  return {
    claims: new MemoryClaims(ledger),
    writes: new MemoryWrites(ledger),
    mirror: new MemoryMirror(ledger),
    lookAlikes: new MemoryLookAlikes(ledger),
    connections: new MemoryConnections(ledger),
    intents: new MemoryIntents(ledger),
    decisions: new MemoryDecisions(ledger),
    reread: async (recordId) => {
      const record = ledger.records.get(recordId);
      if (!record) return;
      record.version += 1;
      record.mappingSeq += 1;
    },
  };
}

/** What Cin7 says at first: everything is to be posted. */
export function sourcesOf(scene: Scene): Source[] {
  const bill = { kind: 'bill', key: 'INV-1', recordId: 'record-of-bill', entity: 'Bill' } as const;
  const wanted = { outcome: 'post', amount: 10 } as const;
  if (scene === 'a bill') return [{ ...bill, dependsOn: [], wanted }];
  const vendor = { kind: 'vendor', key: 'Acme', recordId: 'record-of-vendor', entity: 'Vendor' } as const;
  return [
    // Suppliers are mapped before the bills that name them.
    { ...vendor, dependsOn: [], wanted },
    { ...bill, dependsOn: [{ kind: 'vendor', sourceKey: 'Acme', required: true }], wanted },
  ];
}

function idOf(key: string): string {
  return `00000000-0000-4000-8000-00000000000${key === 'Acme' ? 2 : 1}`;
}
