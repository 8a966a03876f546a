import type { AuditTarget } from '#lib/domain/audit/entry.ts';
import type { FeedKind } from '#lib/domain/feed/feed.ts';

/** A feed, as the audit log names it. */
export const feedTarget = (kind: FeedKind): AuditTarget => ({ kind: 'feed', id: kind, name: kind.toUpperCase() });
