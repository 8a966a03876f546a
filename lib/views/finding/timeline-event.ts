import type { EventRow } from '#db/queries/timeline.ts';
import type { TimelineEvent } from '#lib/contracts/finding.ts';
import { encodeId } from '#lib/ids.ts';
import { deliveredBy } from '#lib/views/upload/upload.ts';

function said(detail: EventRow['detail'], name: string): string {
  const value = detail?.[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
}

/** Why it is fixed: its stream was retired, or reports no longer see it, one of which may confirm a held one. */
function fixedText(detail: EventRow['detail']): string {
  if (detail?.retired !== undefined) {
    return `Fixed: stream retired (${said(detail, 'retired')}), and no other report sees it`;
  }
  const text = 'Fixed: the reports that saw it no longer do';
  if (detail?.confirms === undefined) return text;
  return `${text}. Upload ${said(detail, 'confirms')} was held for that, and this one confirms it`;
}

/** One event in words. */
function textOf({ kind, detail }: EventRow): string {
  switch (kind) {
    case 'introduced':
      return 'Introduced';
    case 'seen_on_branch':
      return `Seen on ${said(detail, 'ref')}`;
    case 'reopened':
      return 'Opened again: a report holds it once more. Its time to fix starts anew';
    case 'fixed':
      return fixedText(detail);
    case 'moved':
      return `Moved from ${said(detail, 'from')} to ${said(detail, 'to')}`;
    case 'suppressed':
      return 'Suppressed by the scanner';
    case 'unsuppressed':
      return 'No longer suppressed by the scanner';
    case 'accepted':
      return 'Risk accepted';
    case 'false_positive':
      return 'Marked as a false positive';
    case 'returned':
      return 'Open again: its exception ended';
    case 'severity_changed':
      return `Severity changed from ${said(detail, 'from')} to ${said(detail, 'to')}`;
    case 'joined':
      return detail?.to === undefined
        ? `Joined with ${said(detail, 'from')}: the same problem under another name (${said(detail, 'advisory')})`
        : `Joined with #${said(detail, 'to')}: the same problem under another name (${said(detail, 'advisory')})`;
    default:
      return kind satisfies never;
  }
}

export function timelineEventOf(event: EventRow, repoId: number): TimelineEvent {
  const id = event.upload > 0 ? encodeId('upload', { repoId, number: event.upload }) : null;
  return {
    at: event.at.toISOString(),
    kind: event.kind,
    text: textOf(event),
    upload:
      id === null
        ? null
        : {
            id,
            url: `/ingest/${id}`,
            number: event.upload,
            delivered_by: deliveredBy(event),
            released_by: event.releasedByName,
            run_url: event.runUrl,
          },
    user: event.userName,
    token: event.detail?.by === undefined ? null : said(event.detail, 'by'),
  };
}
