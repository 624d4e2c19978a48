/**
 * Switches off one rule of the emulators after the other, in a copy, and looks whether their own tests notice.
 *
 *     npm run mutations
 *     npm run mutations -- SyncToken
 */
import { install } from './install.mjs';
import { cin7Mutations } from './mutations/cin7-mutations.mjs';
import { greenBefore, redAfter } from './mutations/mutant.mjs';
import { quickBooksMutations } from './mutations/quickbooks-mutations.mjs';
import { makeWorkshop } from './mutations/workshop.mjs';
import { Problem } from './problem.mjs';
import { supervise } from './supervise.mjs';

/** @typedef {import('./mutations/mutation.mjs').Mutation} Mutation */

/** As many as there are processors on the smallest machine that runs this. */
const AT_ONCE = 2;

await supervise(async (run) => {
  await install(run);
  const wanted = chosen(process.argv[2] ?? '');
  const workshops = Array.from({ length: AT_ONCE }, () => makeWorkshop(run));
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
  console.log(`${verdicts.length - survived.length} rules are guarded, ${survived.length} are not.`);
  return survived.length === 0 ? 0 : 1;
});

/** @param {string} word of the rule; none means all */
function chosen(word) {
  const all = [...cin7Mutations, ...quickBooksMutations];
  const found = all.filter(({ rule }) => rule.toLowerCase().includes(word.toLowerCase()));
  if (found.length === 0) throw new Problem(`No rule is called ${word}.`);
  return found;
}
