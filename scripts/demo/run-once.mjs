/** @typedef {import('./json-client.mjs').JsonClient} JsonClient */
/** @typedef {(text: string) => void} Say */

const stepMs = 200;
const quietMs = 2_000;
const limitMs = 15 * 60_000;

/**
 * Reads both sides now and tells how far it is.
 * @param {JsonClient} api @param {string} pipelineId @param {Say} say @param {string[]} [recordTypes]
 */
export async function runOnce(api, pipelineId, say, recordTypes) {
  const path = `/pipelines/${pipelineId}/sync-runs`;
  const asked = await api.post(path, recordTypes ? { recordTypes } : {});
  const ids = asked.items.map((/** @type {any} */ { id }) => id);
  const runs = await followed(say, async () => {
    const { items } = await api.get(path);
    const ours = items.filter((/** @type {any} */ { id }) => ids.includes(id));
    const done = ours.every((/** @type {any} */ { state }) => state === 'succeeded' || state === 'failed');
    return { done, answer: ours, text: `Reading: ${ours.map(progressOf).join('; ')}.` };
  });
  const failed = runs.find((/** @type {any} */ { state }) => state === 'failed');
  if (failed) throw new Error(`Reading ${failed.recordType} failed: ${failed.error}`);
}

/**
 * Waits until nothing is read, mapped or posted any more.
 * @param {JsonClient} api @param {string} pipelineId @param {Say} say
 */
export async function untilSettled(api, pipelineId, say) {
  await followed(say, async () => {
    const { inProgress, bills, vendors } = await api.get(`/pipelines/${pipelineId}/reconciliation`);
    const { detailsDue, mappingsDue, documents } = inProgress;
    const posted = sum(bills.map((/** @type {any} */ bill) => bill.states.posted.count));
    const held = sum(bills.map((/** @type {any} */ bill) => bill.states.held.count));
    return {
      done: detailsDue + mappingsDue + documents === 0,
      answer: null,
      text: `Vendors linked ${vendors.linked}; bills posted ${posted}, held ${held}; still to map ${mappingsDue}, to post ${documents}.`,
    };
  });
}

/** @param {any} run */
function progressOf({ recordType, state, counts }) {
  const listed = counts.listed ?? sum(Object.values(counts));
  const details = counts.details === undefined ? '' : `, ${counts.details} in detail`;
  return `${recordType} ${state} (${listed}${details})`;
}

/**
 * Asks again and again; says what has changed, though not more often than a person can read.
 * @template Answer
 * @param {Say} say
 * @param {() => Promise<{ done: boolean, answer: Answer, text: string }>} look
 * @returns {Promise<Answer>}
 */
async function followed(say, look) {
  const begunAt = performance.now();
  let said = '';
  let saidAt = -quietMs;
  for (;;) {
    const { done, answer, text } = await look();
    const now = performance.now();
    if (text !== said && (done || now - saidAt > quietMs)) {
      say(text);
      said = text;
      saidAt = now;
    }
    if (done) return answer;
    if (now - begunAt > limitMs) throw new Error(`Not done within ${limitMs / 60_000} minutes. ${text}`);
    await new Promise((resolve) => setTimeout(resolve, stepMs));
  }
}

/** @param {any[]} counts */
function sum(counts) {
  return counts.reduce((total, count) => total + Number(count), 0);
}
