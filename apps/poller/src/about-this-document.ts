import { RemoteError, SourceUnreadableError } from '#libs/cin7';

/** So many documents failing one after the other are not poisoned documents but a provider in trouble. */
export const FAILURES_IN_A_ROW_MAX = 5;

/** Pauses, refused keys and a dead network concern the whole account; anything else may be this one document. */
export function isAboutThisDocument(error: unknown): error is Error {
  if (error instanceof SourceUnreadableError) return true;
  return error instanceof RemoteError && (error.failure === 'rejected' || error.failure === 'unknown');
}
