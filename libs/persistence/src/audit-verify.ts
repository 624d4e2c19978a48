import { parseArgs } from 'node:util';
import { keepAnchor, readAnchor } from './audit-anchor.js';
import { AuditChainRepository, type CheckedChain } from './audit-chain.repository.js';
import { dataSource } from './data-source.js';

/** Ends with 0 where every chain holds, 1 where one does not, 2 where it could not be found out. */
process.exitCode = await verify().catch((error: Error) => {
  console.error(`The audit trail was not verified: ${error.message}`);
  return 2;
});

async function verify(): Promise<number> {
  const { anchor: file } = parseArgs({ options: { anchor: { type: 'string' } } }).values;
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new Error('DATABASE_URL is not set: say which database, as for the services.');
  const anchor = file === undefined ? null : readAnchor(file);
  const database = await dataSource(databaseUrl).initialize();
  try {
    const chains = await new AuditChainRepository(database).verify(anchor ?? {});
    for (const chain of chains) console.log(lineOf(chain));
    const broken = chains.filter((chain) => chain.broken).length;
    if (broken > 0) {
      console.error(`${broken} of ${chains.length} chains do not hold: the audit trail was changed.`);
      return 1;
    }
    console.log(`${chains.length} chains hold.`);
    if (file !== undefined) {
      keepAnchor(file, Object.fromEntries(chains.map(({ chain, head }) => [chain, head])));
      console.log(
        anchor ? `They agree with ${file}, which now has their heads.` : `Their heads are in ${file}.`,
      );
    }
    return 0;
  } finally {
    await database.destroy();
  }
}

function lineOf({ chain, head, broken }: CheckedChain): string {
  const name = chain === 'general' ? 'general' : `pipeline ${chain}`;
  if (!broken) return `${name}: ${head.position} events, head ${head.hash}`;
  const event = broken.eventId === null ? '' : ` event ${broken.eventId}`;
  const place = broken.position === null ? '' : ` position ${broken.position}`;
  return `${name}: BROKEN at${event}${place}: ${broken.fault}, ${broken.what}`;
}
