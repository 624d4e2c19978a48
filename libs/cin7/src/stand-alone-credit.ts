/**
 * A supplier credit without a purchase. Cin7 lists it among the credit notes, where those of purchases stand, too, and in
 * some accounts among the purchases as well; its type alone says whose it is, so that it is read by one of the two.
 */
export function isStandAloneCredit(type: string | null | undefined): boolean {
  return type === 'Credit Note' || type === 'Purchase Credit Note';
}
