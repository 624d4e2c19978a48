/**
 * A rule that can be switched off, or a mistake that can be made, and the test that must notice.
 * @typedef {object} Mutation
 * @property {string} rule what integrators or operators rely on
 * @property {string} file from the top of the repository
 * @property {string} from what stands there, exactly once
 * @property {string} to what switches the rule off
 * @property {string} spec from the top of the repository
 * @property {string} test the title of the test, without those of the blocks around it
 */

/**
 * The text with the rule switched off. Where the place is not found, or twice, the mutation is out of date.
 * @param {string} text
 * @param {Mutation} mutation
 */
export function mutated(text, { rule, file, from, to }) {
  const count = text.split(from).length - 1;
  if (count !== 1)
    throw new Error(`The mutation "${rule}" is out of date: ${file} has its text ${count} times, not once.`);
  return text.replace(from, () => to);
}
