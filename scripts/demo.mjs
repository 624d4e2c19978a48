/**
 * @typedef {object} Demo
 * @property {string} consoleUrl
 * @property {string} apiToken
 * @property {string} cin7SandboxUrl
 * @property {string} quickBooksSandboxUrl
 * @property {boolean} once
 * @property {(text: string) => void} say
 */

/**
 * Connects the demo company in both sandboxes and runs the main job once, as a customer's operator would.
 * @param {Demo} _demo
 * @returns {Promise<number>} the exit code: 0 only if both sides tie out
 */
export async function runDemo(_demo) {
  return 0;
}
