/** @type {import('./mutation.mjs').Mutation[]} */
export const cin7Mutations = [];
