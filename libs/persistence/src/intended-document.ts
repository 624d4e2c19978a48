import type { DocumentKind, Intention, KnownPosting, Problem, WantedAttachments } from '#libs/domain';
import type { SourceRecordEntity } from './source-record.entity.js';

/** The body for QuickBooks as far as it is known when mapping, and its hash. */
export interface Intent {
  readonly body: Record<string, unknown>;
  readonly hash: string;
  readonly documentNumber: string | null;
}

export interface IntendedDocument {
  readonly intention: Intention;
  /** Present exactly where the decision is to post. */
  readonly intent: Intent | null;
  /** What the decision has seen of the document in QuickBooks, where it hangs on that. */
  readonly seen?: SeenVersion | null;
  /** What must be in QuickBooks first. */
  readonly dependsOn: readonly Dependency[];
  /** The files that go to it, apart from it and once it is in QuickBooks; undefined where nothing is said of them. */
  readonly attachments?: WantedAttachments | undefined;
}

/** A document in QuickBooks that a decision was compared with. */
export interface SeenVersion {
  /** Its version as it was last read there; null where it is deleted. */
  readonly theirs: string | null;
  /** The version that we had written, or looked at, by then: with another, what the decision says is out of date. */
  readonly ours: string | null;
}

/** A posting of the same pipeline that goes first. */
export interface Dependency {
  readonly kind: DocumentKind;
  readonly sourceKey: string;
  /** Without it the document cannot be written; else it only waits while that is on its way. */
  readonly required: boolean;
}

export interface IntendedFor {
  readonly record: SourceRecordEntity;
  readonly realmId: string;
  readonly shadow: boolean;
}

/** A stored posting that an intention meets. */
export interface KnownRow extends KnownPosting {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly sourceKey: string;
  readonly syncToken: string | null;
  readonly problems: readonly Problem[];
}
