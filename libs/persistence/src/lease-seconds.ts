/** The injection token of how long work stays with a worker that says nothing more, in seconds. */
export const LEASE_SECONDS = Symbol('LEASE_SECONDS');

/** Longer than the longest work between two renewals: a token renewal and two calls with their time-outs. */
export const USUAL_LEASE_SECONDS = 80;

/** A file takes longer than a document, all before its upload included: a token, a look-up and a download. */
export const LEASES_OF_FILE = 3;

/**
 * A reading is taken over sooner than a write is: whoever was taken for dead saves nothing any more, so that a few calls
 * made twice are the worst of it.
 */
export const READING_LEASE_SECONDS_MAX = 30;
