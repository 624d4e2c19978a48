/**
 * Makes one mistake after the other in a copy, and looks whether the tests notice: rules of the emulators switched off,
 * and the mistakes that lose or double a bill, or leak a token.
 *
 *     npm run mutations
 *     npm run mutations -- SyncToken
 *     npm run mutations -- Twice:
 */
import { install } from './install.mjs';
import { cin7Mutations } from './mutations/cin7-mutations.mjs';
import { greenBefore, redAfter } from './mutations/mutant.mjs';
import { quickBooksMutations } from './mutations/quickbooks-mutations.mjs';
import { seededBugs } from './mutations/seeded-bugs.mjs';
import { makeWorkshop } from './mutations/workshop.mjs';
import { Problem } from './problem.mjs';
import { findServers, makeTestFolder } from './servers.mjs';
import { supervise } from './supervise.mjs';

/** @typedef {import('./mutations/mutation.mjs').Mutation} Mutation */

/** As many as there are processors on the smallest machine that runs this. */
const AT_ONCE = 2;

await supervise(async (run) => {
  await install(run);
  const wanted = chosen(process.argv[2] ?? '');
  const { databaseUrl, redisUrl } = await findServers(run, { dataDir: makeTestFolder(run), forTests: true });
  const servers = { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl };
  const workshops = Array.from({ length: AT_ONCE }, () => makeWorkshop(run, servers));
  const [first] = workshops;
  if (first === undefined) return 1;
  const broken = await greenBefore(first, wanted);
  if (broken.length > 0)
    throw new Problem(['These tests are red before anything is changed:', ...broken].join('\n  '));
  /** @type {{ rule: string, test: string, verdict: string }[]} */
  const verdicts = [];
  const queue = [...wanted];
  await Promise.all(
    workshops.map(async (workshop) => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const verdict = await redAfter(workshop, next);
        verdicts.push({ rule: next.rule, test: next.test, verdict });
        run.say(`${verdict}: ${next.rule}`);
      }
    }),
  );
  console.table(verdicts);
  const survived = verdicts.filter(({ verdict }) => verdict !== 'red');
  console.log(`${verdicts.length - survived.length} mistakes are noticed, ${survived.length} are not.`);
  return survived.length === 0 ? 0 : 1;
});

/** @param {string} word of the rule; none means all */
function chosen(word) {
  const all = [...seededBugs, ...cin7Mutations, ...quickBooksMutations];
  const found = all.filter(({ rule }) => rule.toLowerCase().includes(word.toLowerCase()));
  if (found.length === 0) throw new Problem(`No rule is called ${word}.`);
  return found;
}
