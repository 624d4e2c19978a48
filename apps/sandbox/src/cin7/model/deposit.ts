/** Money paid to a supplier before there is a purchase to pay for. */
export interface Deposit {
  readonly id: string;
  readonly supplierId: string;
  readonly account: string;
  readonly amount: number;
  remaining: number;
  readonly currency: string;
  readonly rate: number;
  readonly date: string;
  readonly description: string;
}
