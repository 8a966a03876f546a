import { FINDING_EVENT_KINDS, type FindingEventKind } from '#lib/domain/finding/event.ts';

/** Whether those who watch a finding are mailed of it: what changes what it is, or what was decided; not where it moved. */
function isTold(kind: FindingEventKind): boolean {
  switch (kind) {
    case 'reopened':
    case 'fixed':
    case 'suppressed':
    case 'unsuppressed':
    case 'accepted':
    case 'false_positive':
    case 'returned':
    case 'exception_requested':
    case 'exception_refused':
    case 'exception_withdrawn':
    case 'exception_extended':
    case 'severity_changed':
    case 'severity_set':
    case 'severity_unset':
    case 'fix_known':
      return true;
    case 'introduced':
    case 'seen_on_branch':
    case 'moved':
    case 'tagged':
    case 'untagged':
    case 'joined':
    case 'fix_unknown':
      return false;
  }
}

/** What those who watch a finding are mailed of. */
export const TOLD_EVENTS: readonly FindingEventKind[] = FINDING_EVENT_KINDS.filter(isTold);

/** So long what happens is gathered before it is mailed. */
export const GATHER_MINUTES = 3;
