import { expect, it } from 'vitest';
import { BUILTIN_TEXT } from '#lib/domain/policy/builtin-policy.ts';
import { parsePolicy } from '#lib/domain/policy/parse-policy.ts';
import { RULE_KINDS } from '#lib/domain/policy/schema.ts';
import { withRule } from './rule-templates.ts';

const idsOf = (text: string): string[] => {
  const parsed = parsePolicy(text);
  return 'policy' in parsed ? parsed.policy.rules.map(({ id }) => id) : parsed.problems.map(({ message }) => message);
};

it('a rule of each kind can be added to any text, at the end of its rules', () => {
  const all = RULE_KINDS.reduce(
    (text, kind) => withRule(text, kind),
    'version: 1\nrules: []\n\noverrides:\n  allow: []\n',
  );
  expect(idsOf(all)).toEqual([
    'severity-limit',
    'exploited-limit',
    'no-live-secrets',
    'scanned',
    'few-exceptions',
    'signed',
  ]);
  expect(all.trimEnd().endsWith('overrides:\n  allow: []')).toBe(true);
  expect(idsOf(withRule(all, 'scanner')).at(-1)).toBe('scanned-2');
  expect(idsOf(withRule('version: 1\n', 'secret'))).toEqual(['no-live-secrets']);
  expect(idsOf(withRule(BUILTIN_TEXT, 'scanner')).at(-1)).toBe('scanned');
});
