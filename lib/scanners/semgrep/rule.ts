import type { Category } from '#lib/domain/finding/finding.ts';

const RULE_FOLDERS: ReadonlySet<string> = new Set(['rules', 'semgrep-rules', 'semgrep_rules']);

/**
 * Semgrep puts the path of a rule's file, as given on the command line, before its id. Everything up to and including
 * the last folder named `rules` (or `semgrep-rules`) is dropped, so that `src.rules.python.x`, `tmp.a1.rules.python.x`
 * and `rules.python.x` are one rule, `python.x`. Ids of the registry have no such folder and stay whole. Without one, a
 * temporary folder still goes: `tmp.ci-1234.policies.x` is `policies.x` whatever the job's number.
 */
export function semgrepRuleId(id: string): string {
  const parts = id.split('.');
  const last = parts.findLastIndex((part, index) => RULE_FOLDERS.has(part) && index < parts.length - 1);
  if (last !== -1 || parts.length < 3 || parts[0] !== 'tmp') return parts.slice(last + 1).join('.');
  const numbered = parts.length > 3 && /\d/.test(parts[1] ?? '');
  return parts.slice(numbered ? 2 : 1).join('.');
}

const QUALITY = /^(?:correctness|best-practice|maintainability|performance|caching|portability|compatibility)$/i;

/**
 * What a Semgrep rule looks for, by its clean id and the words that both of its formats have (SARIF's tags): changing the
 * format changes no identity. SARIF says nothing of categories but `security`; the registry has them in its ids.
 */
export function semgrepCategory(id: string, words: readonly string[], cwes: readonly number[]): Category {
  if (/^(?:terraform|dockerfile|bicep|cloudformation|yaml\.(?:kubernetes|docker-compose))\./.test(id)) return 'iac';
  if (/^yaml\.(?:github-actions|gitlab)\./.test(id)) return 'pipeline';
  const parts = id.split('.').slice(0, -1);
  if (parts.includes('secrets') || words.some((word) => word.toLowerCase() === 'secrets')) return 'secret';
  const security = cwes.length > 0 || words.some((word) => word.toLowerCase() === 'security');
  return !security && [...parts, ...words].some((word) => QUALITY.test(word)) ? 'quality' : 'sast';
}
