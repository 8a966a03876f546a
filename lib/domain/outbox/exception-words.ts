import type { EndReason } from '#lib/domain/decision/exception.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { CATEGORY_SUBJECT } from '#lib/domain/score/category-subject.ts';
import { few } from './few.ts';

export const EXCEPTION_EVENTS = [
  'exception_requested',
  'exception_approved',
  'exception_refused',
  'exception_withdrawn',
  'exception_extended',
  'exception_expiring',
  'exception_expired',
  'exception_returned',
] as const;
export type ExceptionEventKind = (typeof EXCEPTION_EVENTS)[number];

export interface ToldException {
  count: number;
  decision: Decision;
  /** Ids of rules, each once, in one line. */
  rules: readonly string[];
  expiresAt: Date | null;
  /** Why it ended. */
  reason?: EndReason | null;
  /** Of an exemption. */
  category?: ScoreCategory | undefined;
}

const END_WORDS: Readonly<Record<EndReason, string>> = {
  malicious: 'the package is malicious',
  kev: 'KEV lists the vulnerability as exploited now',
  epss: 'the vulnerability is more likely to be exploited now',
  exposure: 'the repository is public now',
  severity: 'the severity rose',
  verified: 'a scanner has verified what it found',
  confirmed: 'another scanner reports the same',
  joined: 'two findings turned out to be one',
  rule_ended: 'the rule behind it ended',
  rule_left: 'the rule behind it is not about it any more',
  statement_ended: 'the statement behind it was withdrawn, or says otherwise now',
};

/** What happened to exceptions, in one sentence without the repository's name. */
export function exceptionWords(kind: ExceptionEventKind, told: ToldException): string {
  const { count, decision, expiresAt, reason, category } = told;
  const what = `${count === 1 ? '1 finding' : `${count} findings`}${told.rules.length === 0 ? '' : ` (${few(told.rules)})`}`;
  const day = expiresAt?.toISOString().slice(0, 10) ?? null;
  const until = day === null ? '' : ` until ${day}`;
  if (category !== undefined) return exemptionWords(kind, category, day);
  const whose = count === 1 ? 'The exception of' : 'Exceptions of';
  switch (kind) {
    case 'exception_requested':
      return decision === 'accepted'
        ? `Somebody asks to accept the risk of ${what}${until}. It waits for somebody who decides.`
        : `Somebody says that ${what} ${count === 1 ? 'is a false positive' : 'are false positives'}. It waits for somebody who decides.`;
    case 'exception_approved':
      return decision === 'accepted'
        ? `The risk of ${what} is accepted${until}.`
        : `${what} ${count === 1 ? 'is a false positive' : 'are false positives'}, somebody decided${until === '' ? '' : `; that holds${until}`}.`;
    case 'exception_refused':
      return `Somebody refused an exception of ${what}.`;
    case 'exception_withdrawn':
      return `${whose} ${what} ${count === 1 ? 'was' : 'were'} taken back.`;
    case 'exception_extended':
      return `${whose} ${what} ${count === 1 ? 'holds' : 'hold'}${day === null ? ' without an end' : until} now.`;
    case 'exception_expiring':
      return `${whose} ${what} ${count === 1 ? 'ends' : 'end'}${day === null ? ' soon' : ` on ${day}`}. Fix ${count === 1 ? 'it' : 'them'} until then, or extend ${count === 1 ? 'it' : 'them'}.`;
    case 'exception_expired':
      return `${whose} ${what} ended${day === null ? '' : ` on ${day}`}: what is still there counts again.`;
    case 'exception_returned':
      return `${whose} ${what} ended${reason ? `, because ${END_WORDS[reason]}` : ''}: what is still there counts again.`;
  }
}

/** The same of a category that is not expected of a repository. */
function exemptionWords(kind: ExceptionEventKind, category: ScoreCategory, day: string | null): string {
  const what = CATEGORY_SUBJECT[category];
  const until = day === null ? '' : ` until ${day}`;
  switch (kind) {
    case 'exception_requested':
      return `Somebody asks that ${what} is not expected${until}. It waits for somebody who decides.`;
    case 'exception_approved':
    case 'exception_extended':
      return `Somebody decided that ${what} is not expected${until}.`;
    case 'exception_refused':
      return `Somebody refused that ${what} is not expected.`;
    case 'exception_withdrawn':
      return `That ${what} is not expected was taken back.`;
    case 'exception_expiring':
      return `From ${day ?? 'soon on'} on ${what} is expected again. Connect what measures it until then, or ask again.`;
    case 'exception_expired':
    case 'exception_returned':
      return `${what.charAt(0).toUpperCase()}${what.slice(1)} is expected again: the time is over in which it was not.`;
  }
}
