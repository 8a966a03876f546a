import type { FindingEventKind } from '#lib/domain/finding/event.ts';
import type { FindingOrigin } from '#lib/domain/finding/origin.ts';
import type { LedgerCause } from './cause.ts';

/** By what that moves a score which a report introduces: what a scanner finds at its first look is the price of measuring. */
export function causeOfOrigin(origin: FindingOrigin): LedgerCause {
  switch (origin) {
    case 'introduced':
      return 'new';
    case 'disclosed':
      return 'disclosed';
    case 'first_scan':
      return 'coverage';
  }
}

/** By what a change of a finding's state moves the score; null: by nothing. `rated`: a feed states its severity. */
export function causeOfEvent(
  kind: FindingEventKind,
  { rated, origin }: { rated: boolean; origin: FindingOrigin },
): LedgerCause | null {
  switch (kind) {
    case 'introduced':
      return causeOfOrigin(origin);
    case 'reopened':
      return 'new';
    case 'fixed':
      return 'fixed';
    case 'suppressed':
    case 'unsuppressed':
    case 'accepted':
    case 'false_positive':
    case 'returned':
    case 'severity_set':
    case 'severity_unset':
      return 'decisions';
    case 'severity_changed':
      return rated ? 'disclosed' : 'restated';
    case 'joined':
      return 'restated';
    case 'seen_on_branch':
    case 'moved':
    case 'exception_requested':
    case 'exception_refused':
    case 'exception_withdrawn':
    case 'exception_extended':
    case 'tagged':
    case 'untagged':
    case 'fix_known':
    case 'fix_unknown':
      return null;
  }
}
