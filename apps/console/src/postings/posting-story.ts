import type { Attempt, AuditEventEntity, PostingDetail, SourceVersion } from '#libs/persistence';

export interface StoryEvent {
  readonly at: Date;
  readonly event: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface StorySources {
  readonly posting: PostingDetail;
  readonly versions: readonly SourceVersion[];
  readonly trail: readonly AuditEventEntity[];
}

/** Everything that happened to a posting, oldest first: read, decided, tried, linked. */
export function postingStory({ posting, versions, trail }: StorySources): StoryEvent[] {
  const events = [
    ...versions.map(asRead),
    ...posting.attempts.map(asAttempt),
    ...[...trail].reverse().map(asTrail),
    ...asLink(posting),
  ];
  // The sort keeps the order of equal moments: what causes comes before what is caused.
  return events.sort((left, right) => left.at.getTime() - right.at.getTime());
}

function asRead({ version, fingerprint, readAt }: SourceVersion): StoryEvent {
  return { at: readAt, event: 'source.read', detail: { version, fingerprint } };
}

/** Stands at its end: the trail tells before it that the call was to be made, and after it what came of it. */
function asAttempt({ endedAt, id: _id, ...attempt }: Attempt): StoryEvent {
  return { at: endedAt, event: 'quickbooks.called', detail: attempt };
}

function asTrail({ at, action, actor, detail }: AuditEventEntity): StoryEvent {
  return { at, event: action, detail: { ...detail, actor } };
}

function asLink({ postedAt, quickBooksId, syncToken, linkOrigin, marker }: PostingDetail): StoryEvent[] {
  if (!quickBooksId || !postedAt) return [];
  return [
    { at: postedAt, event: 'quickbooks.linked', detail: { quickBooksId, syncToken, linkOrigin, marker } },
  ];
}
