import type { EventRow } from '#db/queries/timeline.ts';
import type { TimelineEvent } from '#lib/contracts/finding-history.ts';
import { encodeId } from '#lib/ids.ts';
import { deliveredBy } from '#lib/views/upload/upload.ts';

const END_WORDS: readonly (readonly [string, string])[] = [
  ['withdrawn', 'its exception was withdrawn'],
  ['expired', 'its exception expired'],
  ['rule_ended', 'the rule that excepted it ended'],
  ['rule_left', 'the rule that excepted it is not about it any more'],
  ['malicious', 'its package is malicious (OSV)'],
  ['statement_ended', 'the statement that it rested on was withdrawn, or says otherwise now'],
  ['kev', 'CISA lists its advisory as exploited now (KEV)'],
  ['epss', 'exploitation became more likely (EPSS)'],
  ['exposure', 'its repository is public now'],
  ['severity', 'its severity rose'],
  ['verified', 'a scanner has verified it'],
  ['confirmed', 'another scanner reports it too'],
];

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

const untilText = (detail: EventRow['detail']): string =>
  typeof detail?.until === 'string' ? ` until ${detail.until}` : '';

const ruleText = (detail: EventRow['detail']): string =>
  typeof detail?.rule === 'number' ? ` by rule ${detail.rule}` : '';

const asRuleText = (detail: EventRow['detail']): string =>
  typeof detail?.rule === 'number' ? `, as rule ${detail.rule} does` : '';

const askText = (detail: EventRow['detail']): string =>
  detail?.decision === 'false_positive' ? 'mark it as a false positive' : 'accept the risk';

/** Why its exception ended. */
function endText(detail: EventRow['detail']): string {
  const known = END_WORDS.find(([why]) => why === detail?.why);
  return known === undefined ? 'its exception ended' : known[1];
}

/** One event in words. */
export function eventText({ kind, detail }: Pick<EventRow, 'kind' | 'detail'>): string {
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
      return `Risk accepted${ruleText(detail)}${untilText(detail)}`;
    case 'false_positive':
      return `Marked as a false positive${ruleText(detail)}${untilText(detail)}`;
    case 'returned':
      return `Open again: ${endText(detail)}`;
    case 'exception_requested':
      return `Asked to ${askText(detail)}${untilText(detail)}`;
    case 'exception_refused':
      return `Refused to ${askText(detail)}`;
    case 'exception_withdrawn':
      return `Took back the request to ${askText(detail)}`;
    case 'exception_extended':
      return detail?.until
        ? `Exception now holds until ${said(detail, 'until')}${asRuleText(detail)}`
        : `Exception now has no end${asRuleText(detail)}`;
    case 'severity_changed':
      return `Severity changed from ${said(detail, 'from')} to ${said(detail, 'to')}${detail?.by === 'OSV' ? ', by what records of OSV state' : ''}`;
    case 'severity_set':
      return `Severity set to ${said(detail, 'to')}, was ${said(detail, 'from')}: ${said(detail, 'reason')}`;
    case 'severity_unset':
      return `Severity no longer set: ${said(detail, 'to')} again, as reports state, was ${said(detail, 'from')}`;
    case 'tagged':
      return `Tagged: ${said(detail, 'tags')}`;
    case 'untagged':
      return `Tag taken off: ${said(detail, 'tags')}`;
    case 'joined':
      return detail?.to === undefined
        ? `Joined with ${said(detail, 'from')}: the same problem under another name (${said(detail, 'advisory')})`
        : `Joined with #${said(detail, 'to')}: the same problem under another name (${said(detail, 'advisory')})`;
    case 'fix_known':
      return `A fix is known now, says OSV: ${said(detail, 'versions')}`;
    case 'fix_unknown':
      return 'OSV names no version any more that fixes it';
    default:
      return kind satisfies never;
  }
}

export function timelineEventOf(event: EventRow, repoId: number): TimelineEvent {
  const id = event.upload > 0 ? encodeId('upload', { repoId, number: event.upload }) : null;
  return {
    at: event.at.toISOString(),
    kind: event.kind,
    text: eventText(event),
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
