import type { ExceptionActor, ExceptionRow } from '#lib/contracts/exception.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';

const STATEMENT_ENDED = 'Ended: its statement was withdrawn, or says otherwise now';

export const DECISION_WORD: Readonly<Record<Decision, string>> = {
  accepted: 'Risk accepted',
  false_positive: 'False positive',
};

/** What was asked for, after "asked to". */
export const DECISION_ASK: Readonly<Record<Decision, string>> = {
  accepted: 'accept the risk',
  false_positive: 'mark it as a false positive',
};

export function actorWords({ kind, name }: ExceptionActor): string {
  switch (kind) {
    case 'person':
    case 'demo':
      return name;
    case 'token':
      return `API token “${name}”`;
    case 'source':
      return `${name}, by a statement`;
  }
}

/** Why it ended, in a few words; null while it is alive. */
export function endWords({ state, end_reason: reason, ended_by: by }: ExceptionRow): string | null {
  switch (state) {
    case 'requested':
    case 'in_force':
      return null;
    case 'refused':
      return 'Refused';
    case 'expired':
      return 'Expired';
    case 'withdrawn':
      if (reason === 'joined') return 'Its finding was joined with another';
      if (reason === 'rule_ended') return 'Its rule ended';
      if (reason === 'statement_ended') return STATEMENT_ENDED;
      return by === null ? 'Withdrawn' : `Withdrawn by ${actorWords(by)}`;
    case 'returned':
      return RETURNED[reason ?? ''] ?? 'Conditions changed';
  }
}

const RETURNED: Readonly<Record<string, string>> = {
  malicious: 'Ended: its package is malicious (OSV)',
  kev: 'Ended: its advisory is exploited (KEV)',
  epss: 'Ended: exploitation became more likely (EPSS)',
  exposure: 'Ended: its repository is public now',
  severity: 'Ended: its severity rose',
  verified: 'Ended: a scanner verified it',
  rule_left: 'Ended: its rule is not about it any more',
  confirmed: 'Ended: another scanner reports it too',
  statement_ended: STATEMENT_ENDED,
};
