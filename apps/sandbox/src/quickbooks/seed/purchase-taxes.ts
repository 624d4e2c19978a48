/** A rate of an agency; codes share it, as they do in QuickBooks. */
export interface SeedRate {
  readonly name: string;
  readonly percent: number;
  readonly special?: 'ZERO_RATE' | 'REVERSE_CHARGE';
  readonly readOnly?: true;
}

export interface SeedCode {
  readonly name: string;
  readonly description: string;
  /** In the order in which they are worked out. */
  readonly purchase: readonly SeedRate[];
  readonly sales: readonly SeedRate[];
  /** Every rate after the first is on the amount with the taxes before it. */
  readonly compound?: true;
}

const rate = (name: string, percent: number, more: Partial<SeedRate> = {}): SeedRate => ({
  name,
  percent,
  ...more,
});

/** The same percentage on both sides. */
function plain(name: string, percent: number, description = name): SeedCode {
  const special = percent === 0 ? ({ special: 'ZERO_RATE' } as const) : {};
  return {
    name,
    description,
    purchase: [rate(`${name} (Purchases)`, percent, special)],
    sales: [rate(`${name} (Sales)`, percent, special)],
  };
}

const gst = rate('GST (ITC)', 5);
const gstSales = rate('GST', 5);

const unitedKingdom: readonly SeedCode[] = [
  plain('20.0% S', 20, 'Standard rate'),
  plain('5.0% R', 5, 'Reduced rate'),
  plain('0.0% Z', 0, 'Zero rate'),
  plain('Exempt', 0, 'Exempt of VAT'),
  { name: 'No VAT', description: 'Outside the scope of VAT', purchase: [], sales: [] },
  {
    name: '20.0% RC',
    description: 'Reverse charge: the tax is owed and claimed at once',
    purchase: [
      rate('20.0% RC (Purchases)', 20, { special: 'REVERSE_CHARGE', readOnly: true }),
      rate('20.0% RC (Owed)', -20, { special: 'REVERSE_CHARGE', readOnly: true }),
    ],
    sales: [],
  },
];

const canada: readonly SeedCode[] = [
  { name: 'GST', description: 'GST', purchase: [gst], sales: [gstSales] },
  {
    name: 'GST/PST BC',
    description: 'GST and the provincial tax of British Columbia',
    purchase: [gst, rate('PST BC (Purchases)', 7)],
    sales: [gstSales, rate('PST BC', 7)],
  },
  {
    name: 'GST/QST QC - 9.975',
    description: 'GST and the tax of Quebec',
    purchase: [gst, rate('QST 9.975 (ITR)', 9.975)],
    sales: [gstSales, rate('QST 9.975', 9.975)],
  },
  {
    name: 'GST + PST PE (old)',
    description: 'A provincial tax on the amount with its GST',
    purchase: [gst, rate('PST PE (Purchases)', 10)],
    sales: [gstSales, rate('PST PE', 10)],
    compound: true,
  },
  plain('HST ON', 13),
  plain('Zero-rated', 0),
  plain('Exempt', 0),
];

/** The codes of each country that matter on a purchase. */
const taxes: Readonly<Record<string, readonly SeedCode[]>> = {
  GB: unitedKingdom,
  CA: canada,
  AU: [
    plain('GST on purchases', 10),
    plain('GST free purchases', 0),
    { name: 'Out of Scope', description: 'No GST at all', purchase: [], sales: [] },
  ],
  NZ: [plain('15% GST', 15), plain('Zero rated', 0)],
};

export function taxCodesOf(country: string): readonly SeedCode[] {
  return taxes[country] ?? unitedKingdom;
}
