import { z } from 'zod';

/** Every switch of an account; what is left out stays as it is. Their meanings stand with the settings themselves. */
export const SettingsChange = z
  .object({
    callsPerMinute: z.number().int().min(0),
    rateLimitScope: z.enum(['account', 'key']),
    throttledAnswer: z.enum(['observed', '429', '503', '400']),
    unknownPath: z.enum(['page', 'redirect']),
    updatedSince: z.enum(['after', 'inclusive']),
    simpleThroughAdvanced: z.enum(['full', 'shell']),
    listedInvoice: z.enum(['last', 'first']),
    standAloneCredits: z.enum(['apart', 'listed']),
    standAloneCreditDetail: z.enum(['full', 'not-found']),
    credentialsRevoked: z.boolean(),
    taxCalculationMethod: z.enum(['Row Total', 'Total']),
    lineTotals: z.enum(['without-tax', 'with-tax']),
    lockDate: z.iso.date().nullable(),
    orderNumberPrefix: z.string(),
    unknownReferences: z.enum(['refused', 'accepted']),
    repeatedSku: z.enum(['accepted', 'refused']),
    advancedStockDelete: z.enum(['nothing', 'undo']),
    attachmentMovesLastUpdated: z.boolean(),
    attachmentDownload: z.enum(['public', 'login']),
    webhookIdCase: z.enum(['documented', 'lower', 'upper']),
    webhookTask: z.enum(['group', 'purchase']),
    updatedOnVoid: z.boolean(),
    webhookTimeScale: z.number().nonnegative(),
  })
  .partial()
  .strict();

/** What a body leaves out must not erase what was set before. */
export function defined<Change extends object>(
  change: Change,
): { [Name in keyof Change]: Exclude<Change[Name], undefined> } {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Change]: Exclude<Change[Name], undefined> };
}
