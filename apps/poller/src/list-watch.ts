/** A list that never rests is left at that; what moved it is changed, and so in the next run anyway. */
const AGAIN_MAX = 2;

/**
 * Notices a list that moved under the paging. In what order Cin7 lists is not documented. Where a document that has been
 * read moves to the end, all behind it move up and one of them slips to a page that has been read; the sign is that the
 * moved one comes a second time. What came before an interruption is not known any more.
 */
export class ListWatch {
  private readonly seen = new Set<string>();
  private repeated = false;
  private again = 0;

  note(rows: readonly { readonly sourceId: string }[]): void {
    for (const { sourceId } of rows) {
      if (this.seen.has(sourceId)) this.repeated = true;
      this.seen.add(sourceId);
    }
  }

  /** At the end of the list: true where it has to be read again from its beginning. */
  beginsAgain(): boolean {
    if (!this.repeated || this.again >= AGAIN_MAX) return false;
    this.again += 1;
    this.repeated = false;
    this.seen.clear();
    return true;
  }
}
