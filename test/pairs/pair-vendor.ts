import type { KnownVendor } from '#libs/domain';

/** A vendor of a pair: without money open on it, unless the pair says so. */
export type Vendor = Omit<KnownVendor, 'hasBalance'> & Partial<KnownVendor>;
