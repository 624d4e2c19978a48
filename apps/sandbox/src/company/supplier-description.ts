import { z } from 'zod';

/** A supplier in as few words as it takes; the name is enough. */
export const SupplierDescription = z.object({
  id: z.guid().optional(),
  name: z.string().min(1),
  currency: z.string().length(3).optional(),
  paymentTerm: z.string().optional(),
  taxRule: z.string().optional(),
  accountPayable: z.string().optional(),
  deprecated: z.boolean().optional(),
  discount: z.number().optional(),
  comments: z.string().optional(),
  taxNumber: z.string().optional(),
  addresses: z
    .array(
      z.object({
        line1: z.string(),
        line2: z.string().optional(),
        city: z.string().optional(),
        state: z.string().optional(),
        postcode: z.string().optional(),
        country: z.string(),
      }),
    )
    .optional(),
  contacts: z
    .array(
      z.object({
        name: z.string(),
        phone: z.string().optional(),
        email: z.string().optional(),
        website: z.string().optional(),
      }),
    )
    .optional(),
  lastModified: z.iso.datetime().optional(),
});

export type SupplierDescription = z.infer<typeof SupplierDescription>;
