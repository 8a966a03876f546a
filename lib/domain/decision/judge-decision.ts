import { dayOf } from '#lib/domain/time.ts';
import type { ExceptionPolicy, ExceptionState } from './exception.ts';

/** Who acts. */
export interface Decider {
  /** The person, also behind an API token; null for a token that no person made. */
  personId: number | null;
  /** Whether the role decides, beyond asking. */
  mayDecide: boolean;
}

/** An exception, a rule that makes them, or an exemption, as deciding about it needs to see it. */
export interface Decidable {
  /** Left out: an exception. */
  what?: 'exception' | 'rule' | 'exemption';
  state: ExceptionState;
  /** The person who asked. */
  requestedBy: number | null;
  /** Who decided last, by the name of that time, and when. */
  decidedByName: string | null;
  decidedAt: Date | null;
  endedByName: string | null;
  endedAt: Date | null;
}

export const DECISION_ACTS = ['approve', 'refuse', 'withdraw', 'extend'] as const;
export type DecisionAct = (typeof DECISION_ACTS)[number];

export interface Refusal {
  code: 'conflict' | 'forbidden';
  sentence: string;
}

/** The state in which an exception begins. */
export function firstExceptionState(by: Decider, policy: ExceptionPolicy): 'requested' | 'in_force' {
  return by.mayDecide && !policy.fourEyes ? 'in_force' : 'requested';
}

export const byWhom = (name: string | null, at: Date | null): string =>
  `${name === null ? '' : ` by ${name}`}${at === null ? '' : ` on ${dayOf(at)}`}`;

/** What became of it, so that the second of two who decide at once reads what the first one did. */
export function presentWords({ state, what: given, ...of }: Decidable): string {
  const what = given ?? 'exception';
  switch (state) {
    case 'requested':
      return `This ${what} waits for a decision and is not in force`;
    case 'in_force':
      return `This ${what} was approved${byWhom(of.decidedByName, of.decidedAt)} and is in force`;
    case 'refused':
      return `This request was refused${byWhom(of.decidedByName, of.decidedAt)}`;
    case 'withdrawn':
      return `This ${what} was withdrawn${byWhom(of.endedByName, of.endedAt)}`;
    case 'expired':
      return `This ${what} expired${byWhom(null, of.endedAt)}`;
    case 'returned':
      return `This ${what} ended${byWhom(null, of.endedAt)}, because conditions changed`;
  }
}

const conflict = (exception: Decidable): Refusal => ({
  code: 'conflict',
  sentence: `${presentWords(exception)}. Nothing was changed.`,
});

/** Of an act that needs a second person: why this one is none. */
function notASecond({ requestedBy, what }: Decidable, by: Decider, act: DecisionAct): Refusal | null {
  if (by.personId === null) {
    const sentence = `Your organization asks for two people, and no person stands behind this token: somebody who signs in must ${act} it.`;
    return { code: 'forbidden', sentence };
  }
  if (by.personId !== requestedBy) return null;
  return {
    code: 'forbidden',
    sentence: `You asked for this ${what ?? 'exception'}, and your organization asks for two people: somebody else must ${act} it.`,
  };
}

/** Why somebody cannot do this to an exception; null when they can. That they see it is known. */
export function judgeDecision(
  act: DecisionAct,
  exception: Decidable,
  by: Decider,
  policy: ExceptionPolicy,
): Refusal | null {
  switch (act) {
    case 'approve':
      if (exception.state !== 'requested') return conflict(exception);
      return policy.fourEyes ? notASecond(exception, by, act) : null;
    case 'refuse':
      return exception.state === 'requested' ? null : conflict(exception);
    case 'extend':
      if (exception.state !== 'in_force') return conflict(exception);
      return policy.fourEyes ? notASecond(exception, by, act) : null;
    case 'withdraw': {
      if (exception.state !== 'requested' && exception.state !== 'in_force') return conflict(exception);
      const isOwn = by.personId !== null && by.personId === exception.requestedBy;
      if (by.mayDecide || isOwn) return null;
      return {
        code: 'forbidden',
        sentence: 'Only who asked for it, or who decides about exceptions, can withdraw it.',
      };
    }
  }
}
