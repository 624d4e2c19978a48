/** Where the department or the class of a document comes from. */
export const dimensionSources = ['none', 'location', 'supplier', 'attribute', 'fixed'] as const;
export type DimensionSource = (typeof dimensionSources)[number];

export interface DimensionPolicy {
  readonly from: DimensionSource;
  /** The number of the additional attribute (1 to 10), for `attribute`. */
  readonly attribute?: number;
  /** QuickBooks' id, for `fixed`. */
  readonly id?: string;
}

/** What an operator may choose for a pipeline beside its mapping rules. */
export interface PipelinePolicies {
  /** Whether purchase orders are carried. */
  readonly orders: 'post' | 'off';
  /** What becomes of a change that somebody made to an order in QuickBooks. */
  readonly orderDrift: 'restate' | 'hold';
  /** What becomes of a document whose source was undone or voided: taken back where that is safe, or held. */
  readonly withdrawal: 'delete' | 'hold';
  /** What becomes of a document that others have entered in QuickBooks already: a person decides, or that one stands for it. */
  readonly duplicates: 'hold' | 'adopt';
  /** Whether lines of a drop shipment name the customer and are billable. */
  readonly dropShip: 'billable' | 'off';
  /** Tax of a company without purchase tax codes for which no rule names an account. */
  readonly unmappedTax: 'hold' | 'cost';
  readonly department: DimensionPolicy;
  readonly class: DimensionPolicy;
  /** Whether a line whose department or class has no rule is posted without it. */
  readonly unmappedDimension: 'leave-out' | 'hold';
  /** Put behind a supplier's name that a customer or an employee of QuickBooks already has. */
  readonly vendorSuffix: string;
  /** The number of the supplier's additional attribute (1 to 10) that holds our account number with it. */
  readonly vendorAccountNumber: number | null;
  /** Whether the files of a purchase are attached to its bills. */
  readonly attachments: 'copy' | 'off';
}

export const defaultPolicies: PipelinePolicies = {
  orders: 'post',
  orderDrift: 'restate',
  withdrawal: 'delete',
  duplicates: 'hold',
  dropShip: 'off',
  unmappedTax: 'hold',
  department: { from: 'location' },
  class: { from: 'none' },
  unmappedDimension: 'leave-out',
  vendorSuffix: ' (Supplier)',
  vendorAccountNumber: null,
  attachments: 'copy',
};

/** What is stored says only what was chosen; the rest follows the defaults. */
export function policiesWith(chosen: Partial<PipelinePolicies>): PipelinePolicies {
  return { ...defaultPolicies, ...chosen };
}
