import type { Decision } from '#lib/domain/finding/finding.ts';
import type { Justification, StatementStatus } from './statement.ts';

/** A statement as a decision needs to see it. */
export interface Said {
  status: StatementStatus;
  justification: Justification | null;
}

/**
 * What adopting a statement makes of a finding; null: it hides nothing. There is no problem where the component or its
 * code is not there or never runs, or is fixed in the very version that a scanner took for a vulnerable one. Everything
 * else (mitigations, configurations, words alone) says that the problem is there and does no harm: an accepted risk.
 */
export function decisionOf({ status, justification }: Said): Decision | null {
  switch (status) {
    case 'not_affected':
      return isNoProblem(justification) ? 'false_positive' : 'accepted';
    case 'fixed':
      return 'false_positive';
    case 'affected':
    case 'under_investigation':
      return null;
  }
}

function isNoProblem(justification: Justification | null): boolean {
  switch (justification) {
    case 'component_not_present':
    case 'vulnerable_code_not_present':
    case 'vulnerable_code_not_in_execute_path':
    case 'false_positive':
      return true;
    case null:
    case 'vulnerable_code_cannot_be_controlled_by_adversary':
    case 'inline_mitigations_already_exist':
    case 'requires_configuration':
    case 'requires_dependency':
    case 'requires_environment':
    case 'protected_by_compiler':
    case 'protected_at_runtime':
    case 'protected_at_perimeter':
      return false;
  }
}
