/** A document of Cin7 has a shape that we do not know. It is kept, shown, and tried again when it or we change. */
export class SourceUnreadableError extends Error {
  override readonly name = 'SourceUnreadableError';
}
