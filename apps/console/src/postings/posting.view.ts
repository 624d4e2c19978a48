import { ApiProperty } from '@nestjs/swagger';
import { amountText, type DocumentKind, decimal, type PostingState, type Problem } from '#libs/domain';
import type { AttachmentDetail, Attempt, PostingDetail, PostingSummary } from '#libs/persistence';

/** A posting as a list shows it. */
export class PostingView {
  @ApiProperty() id: string;
  @ApiProperty() pipelineId: string;
  @ApiProperty() kind: DocumentKind;
  @ApiProperty() state: PostingState;
  @ApiProperty() revision: number;
  @ApiProperty({ type: String, nullable: true }) sourceNumber: string | null;
  @ApiProperty({ type: String, nullable: true }) documentNumber: string | null;
  @ApiProperty({ type: String, nullable: true }) documentDate: string | null;
  @ApiProperty({ type: String, nullable: true }) total: string | null;
  @ApiProperty({ type: String, nullable: true }) currency: string | null;
  @ApiProperty({ type: String, nullable: true }) quickBooksId: string | null;
  @ApiProperty({ type: [Object], description: '{ code, subject, message }' }) problems: readonly Problem[];
  @ApiProperty() updatedAt: Date;
}

/** A posting with everything that is known of it. */
export class PostingDetailView extends PostingView {
  @ApiProperty({ type: String, nullable: true }) exclusionReason: string | null;
  @ApiProperty() sourceRecordId: string;
  @ApiProperty({ description: "Cin7's id of the document." }) sourceId: string;
  @ApiProperty() sourceVersion: number;
  @ApiProperty({ description: 'Our mark inside the document.' }) marker: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why the document is not just what Cin7 says.' })
  remark: string | null;
  @ApiProperty({ type: Object, nullable: true, description: 'The body for QuickBooks.' }) payload: unknown;
  @ApiProperty({ type: String, nullable: true }) syncToken: string | null;
  @ApiProperty({ type: String, nullable: true }) linkOrigin: string | null;
  @ApiProperty({ type: String, nullable: true }) postedTotal: string | null;
  @ApiProperty({ type: Date, nullable: true }) postedAt: Date | null;
  @ApiProperty({
    type: [Number],
    description: 'Lines, from 1, that were to be linked to the purchase order but are not in QuickBooks.',
  })
  unlinkedLines: readonly number[];
  @ApiProperty({ type: [Object] }) dependsOn: PostingDetail['dependsOn'];
  @ApiProperty({ type: [Object] }) attempts: readonly Attempt[];
  @ApiProperty({
    type: [Object],
    description:
      'The files of the purchase on their way to the bill: { id, sourceId, fileName, state, revision, exclusionReason, removedInCin7, quickBooksId, postedAt, problem: { code, subject, message }, attempts }',
  })
  attachments: readonly AttachmentDetail[];
}

export function postingView(posting: PostingSummary): PostingView {
  const { id, pipelineId, kind, state, revision, sourceNumber, documentNumber, documentDate } = posting;
  const { total, currency, quickBooksId, problems, updatedAt } = posting;
  return {
    id,
    pipelineId,
    kind,
    state,
    revision,
    sourceNumber,
    documentNumber,
    documentDate,
    total: amountOrNull(total, currency),
    currency,
    quickBooksId,
    problems,
    updatedAt,
  };
}

export function postingDetailView(posting: PostingDetail): PostingDetailView {
  const { exclusionReason, sourceRecordId, sourceId, sourceVersion, marker, remark, payload } = posting;
  const { syncToken, linkOrigin, postedTotal, postedAt, unlinkedLines, dependsOn, attempts } = posting;
  const { attachments, currency } = posting;
  return {
    ...postingView(posting),
    exclusionReason,
    sourceRecordId,
    sourceId,
    sourceVersion,
    marker,
    remark,
    payload,
    syncToken,
    linkOrigin,
    postedTotal: amountOrNull(postedTotal, currency),
    postedAt,
    unlinkedLines,
    dependsOn,
    attempts,
    attachments,
  };
}

function amountOrNull(amount: string | null, currency: string | null): string | null {
  return amount === null ? null : amountText(decimal(amount), currency);
}
