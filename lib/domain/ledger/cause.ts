/**
 * What moves a score. Stored by place in this list: it is only ever added to.
 * `unrecorded` is what happened before the ledger was kept; `composition` that a repository joins or leaves.
 */
export const LEDGER_CAUSES = [
  'formula',
  'policy',
  'staleness',
  'ageing',
  'coverage',
  'decisions',
  'fixed',
  'restated',
  'disclosed',
  'new',
  'privileges',
  'composition',
  'unrecorded',
] as const;
export type LedgerCause = (typeof LEDGER_CAUSES)[number];

/** What each of them means, as it is written beside the figures. */
export const CAUSE_MEANING: Readonly<Record<LedgerCause, string>> = {
  formula: 'Another version of the formula gives another score for the same facts.',
  policy: 'Settings changed: weights, due dates, how exposed or how critical a repository is.',
  staleness: 'Time passed since the last scan: what is measured counts less from a week on.',
  ageing: 'Open findings passed their due dates.',
  coverage: 'More, or less, was measured. What a scanner finds the first time that it looks belongs here.',
  decisions: 'Risks were accepted, findings dismissed, severities set, categories exempted; or such decisions ended.',
  fixed: 'Scans that could have seen these findings see them no more.',
  restated: 'Reports say something else of findings that were there.',
  disclosed: 'Became known of code that had not changed: new advisories, exploitation, new rules of a scanner.',
  new: 'Findings that came with new code, or came back.',
  privileges: 'Who may do what: findings about rights that opened or were fixed.',
  composition: 'Repositories were added, archived or brought back.',
  unrecorded: 'Happened before the ledger was kept: the difference is known, its parts are not.',
};

/** Short names of causes, in sentences and tables, on screens and in mails. */
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

/** Points in millionths: integers add up exactly, in any order. */
export const MICRO = 1_000_000;
export const toMicro = (points: number): number => Math.round(points * MICRO) || 0;

/** What one transaction did to the score of a repository, by one cause. */
export interface LedgerEntry {
  cause: LedgerCause;
  /** In millionths. */
  points: number;
  /** Findings that it is about; 0 where it is about none. */
  findings: number;
  notes?: readonly LedgerNote[];
}

/** What happened, where the cause alone does not say so. */
export const LEDGER_NOTES = [
  'measured',
  'unmeasured',
  'archived',
  'restored',
  'renamed',
  'criticality',
  'exposure',
  'due_dates',
] as const;
export type LedgerNote = (typeof LEDGER_NOTES)[number];

/** A note that a setting changed, and the cause that it belongs to: told also where it moved no points. */
export interface Noted {
  cause: LedgerCause;
  note: LedgerNote;
}
