import type { LedgerNote } from '#lib/domain/ledger/cause.ts';
import type { TrendFlow } from '#lib/domain/trend/metric.ts';

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
