import type { RuleEffect } from '#lib/domain/policy/judgement.ts';

/** What the policy said, in words. */
export const OUTCOME_WORDS: Readonly<Record<RuleEffect, string>> = {
  pass: 'Passed',
  warn: 'Passed, with warnings',
  fail: 'Failed',
};
