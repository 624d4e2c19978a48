import { nowMs, type Realm } from '../realm/realm.js';
import { answerOnce, carryOut } from './answer-once.js';
import type { BooksRequest } from './api-request.js';
import type { LateCommit } from './late-commit.js';
import { namedWrite, remember } from './request-memory.js';

/** Takes a write without carrying it out yet. */
export function postpone(realm: Realm, request: BooksRequest, afterMs: number): void {
  const { method, path, body, origin } = request;
  const query = request.query.toString();
  const key = namedWrite(request)?.key ?? null;
  const contentType = request.headers['content-type'] ?? null;
  realm.lateCommits.push({
    dueMs: nowMs(realm) + afterMs,
    method,
    path,
    query,
    body,
    contentType,
    origin,
    key,
  });
  realm.lateCommits.sort((left, right) => left.dueMs - right.dueMs);
}

/**
 * Carries out what has become due, as of the moment when it became so. Nobody can look at a company between its
 * calls, so it is enough to do this before each of them.
 */
export function commitWhatIsDue(realm: Realm): void {
  const untilMs = nowMs(realm);
  for (
    let late = realm.lateCommits[0];
    late !== undefined && late.dueMs <= untilMs;
    late = realm.lateCommits[0]
  ) {
    realm.lateCommits.shift();
    const due = late;
    realm.clock.at(due.dueMs, () => commit(realm, due));
  }
}

function commit(realm: Realm, { method, path, query, body, contentType, origin }: LateCommit): void {
  const headers = { 'content-type': contentType ?? undefined };
  const request: BooksRequest = { method, path, query: new URLSearchParams(query), body, headers, origin };
  if (realm.settings.requestIdInFlight !== 'duplicate') {
    answerOnce(realm, request);
    return;
  }
  const answer = carryOut(realm, request);
  const named = namedWrite(request);
  if (named !== undefined) remember(realm, named, answer);
}
