import { describe, expect, it } from '@jest/globals';
import type { Attempt, AuditEventEntity, PostingDetail } from '#libs/persistence';
import { postingStory } from './posting-story.js';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 16, 12, 0, seconds));

function anEvent(seconds: number, action: string): AuditEventEntity {
  return { id: '1', at: at(seconds), pipelineId: null, postingId: null, actor: 'writer', action, detail: {} };
}

const attempt: Attempt = {
  id: '1',
  revision: 1,
  operation: 'create',
  requestId: 'r',
  payloadSha256: 's',
  startedAt: at(3),
  endedAt: at(4),
  outcome: 'posted',
  httpStatus: 200,
  faultCode: null,
  detail: null,
  traceId: 't',
};

const posting: PostingDetail = {
  id: 'p',
  pipelineId: 'l',
  kind: 'bill',
  state: 'posted',
  revision: 1,
  sourceNumber: 'PO-1',
  documentNumber: 'INV-1',
  documentDate: '2026-11-16',
  total: '10.00',
  currency: 'USD',
  quickBooksId: '77',
  exclusionReason: null,
  remark: null,
  problems: [],
  updatedAt: at(5),
  sourceRecordId: 'r',
  sourceId: 'c',
  sourceVersion: 1,
  marker: '[bb:x]',
  payload: {},
  syncToken: '0',
  linkOrigin: 'created',
  postedTotal: '10.00',
  postedAt: at(5),
  unlinkedLines: [],
  dependsOn: [],
  attempts: [attempt],
  attachments: [],
};

const versions = [{ version: 1, fingerprint: 'f', readAt: at(1) }];
const trail = [anEvent(5, 'posting.posted'), anEvent(3, 'posting.sending'), anEvent(2, 'posting.pending')];

describe('the story of a posting', () => {
  it('goes from the version read to the link, oldest first', () => {
    expect(postingStory({ posting, versions, trail }).map(({ event }) => event)).toEqual([
      'source.read',
      'posting.pending',
      'posting.sending',
      'quickbooks.called',
      'posting.posted',
      'quickbooks.linked',
    ]);
  });

  it('has no link while QuickBooks holds nothing', () => {
    const unposted = { ...posting, quickBooksId: null, postedAt: null, attempts: [] };
    expect(postingStory({ posting: unposted, versions, trail: [] }).map(({ event }) => event)).toEqual([
      'source.read',
    ]);
  });
});
