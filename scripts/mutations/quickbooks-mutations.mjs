/** @type {import('./mutation.mjs').Mutation[]} */
export const quickBooksMutations = [];
