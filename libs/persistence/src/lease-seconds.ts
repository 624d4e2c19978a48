/** The injection token of how long work stays with a worker that says nothing more, in seconds. */
export const LEASE_SECONDS = Symbol('LEASE_SECONDS');

/** Longer than the longest work between two renewals: a token renewal and two calls with their time-outs. */
export const USUAL_LEASE_SECONDS = 80;

/** A file takes longer than a document, all before its upload included: a token, a look-up and a download. */
export const LEASES_OF_FILE = 3;
