/** A QuickBooks body as far as mapping knows it; vendor, order, id and sync token are added when it is sent. */
export type Draft = Record<string, unknown>;
