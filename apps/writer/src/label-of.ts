import type { PostingEntity } from '#libs/persistence';

/** What a bookkeeper knows a document by. */
export function labelOf({
  documentNumber,
  sourceNumber,
  sourceKey,
}: Pick<PostingEntity, 'documentNumber' | 'sourceNumber' | 'sourceKey'>): string {
  return documentNumber ?? sourceNumber ?? sourceKey;
}
