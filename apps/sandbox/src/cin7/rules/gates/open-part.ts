/** Only what nobody has authorised yet, or what is not there at all, can be written. */
export function isOpen(status: string): boolean {
  return status === 'DRAFT' || status === 'NOT AVAILABLE';
}
