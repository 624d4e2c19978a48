/**
 * Confirms the suggestions whose evidence leaves no doubt, as an operator would at the first look. What is only likely
 * stays for a person, so a few bills are held.
 * @param {import('./json-client.mjs').JsonClient} api
 * @param {string} pipelineId
 * @param {readonly string[]} kinds of suggestions that this operator looks at
 * @returns {Promise<number>} how many rules were added
 */
export async function confirmSuggestions(api, pipelineId, kinds) {
  const { items } = await api.get(`/pipelines/${pipelineId}/mapping-rules/suggestions`);
  const rules = items
    .filter((/** @type {any} */ { kind, confidence }) => kinds.includes(kind) && confidence === 'exact')
    .map((/** @type {any} */ { kind, source, target }) => ({ kind, source, target }));
  if (rules.length > 0) await api.put(`/pipelines/${pipelineId}/mapping-rules`, { rules });
  return rules.length;
}
