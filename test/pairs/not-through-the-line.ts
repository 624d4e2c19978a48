/** Pairs that do not come out of the whole line as their mapping says, each with its reason; every run prints them. */
export const notThroughTheLine: Readonly<Record<string, string>> = {};
