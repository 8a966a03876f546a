import type { Role } from '#lib/domain/access/role.ts';

/** Who must have a second factor beside a password. */
export const SECOND_FACTOR_RULES = ['nobody', 'administrators', 'everybody'] as const;
export type SecondFactorRule = (typeof SECOND_FACTOR_RULES)[number];

/** Whether somebody who signed in with a password needs one. Those who came by a provider have theirs there, or not. */
export function needsSecondFactor(rule: SecondFactorRule, role: Role): boolean {
  switch (rule) {
    case 'nobody':
      return false;
    case 'administrators':
      return role === 'admin';
    case 'everybody':
      return true;
  }
}
