import type { LedgerCause, LedgerNote } from '#lib/domain/ledger/cause.ts';
import type { TrendFlow } from '#lib/domain/trend/metric.ts';

/** Short names of causes, in sentences and tables. */
export const CAUSE_WORDS: Readonly<Record<LedgerCause, string>> = {
  formula: 'another formula',
  policy: 'settings',
  staleness: 'scans went stale',
  ageing: 'past their due dates',
  coverage: 'coverage',
  decisions: 'decisions',
  fixed: 'fixed',
  restated: 'restated by reports',
  disclosed: 'newly disclosed',
  new: 'new',
  privileges: 'privileges',
  composition: 'repositories came or left',
  unrecorded: 'not recorded',
};

export const NOTE_WORDS: Readonly<Record<LedgerNote, string>> = {
  measured: 'first measured',
  unmeasured: 'measured no more',
  archived: 'archived',
  restored: 'brought back',
  renamed: 'renamed',
  criticality: 'criticality changed',
  exposure: 'exposure changed',
  due_dates: 'due dates changed',
};

export const FLOW_WORDS: Readonly<Record<TrendFlow, string>> = {
  introduced: 'introduced',
  disclosed: 'newly disclosed',
  first_scan: 'found by a first scan',
  reopened: 'came back',
  fixed: 'fixed',
};
