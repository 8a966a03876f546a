import { repositoryMatcher } from '#lib/domain/access/access.ts';
import { countedAs, severityRank } from '#lib/domain/finding/severity.ts';
import type { RuleConditions, RuledFinding, RuledRepository } from './exception-rule.ts';
import { matchesPath } from './matches-path.ts';
import { matchesWord } from './matches-word.ts';

const someOf = (patterns: readonly string[], matches: (pattern: string) => boolean): boolean =>
  patterns.length === 0 || patterns.some(matches);

/** Whether a rule is about what a repository has. */
export function ruleHasRepository(conditions: RuleConditions, repository: RuledRepository): boolean {
  const { repositories, teams, labels } = conditions;
  if (repositories.length > 0 && !repositoryMatcher(repositories)(repository.fullName)) return false;
  return (
    someOf(teams, (team) => repository.teams.includes(team)) &&
    someOf(labels, (label) => repository.labels.includes(label))
  );
}

/** Paths come last: they cost most. Of a finding in several files all must match, as an exception hides all of it. */
export function ruleCovers(conditions: RuleConditions, finding: RuledFinding): boolean {
  const { scanners, rules, categories, paths, packages, severityAtMost } = conditions;
  if (scanners.length > 0 && !scanners.includes(finding.scanner)) return false;
  if (categories.length > 0 && !categories.includes(finding.category)) return false;
  if (severityAtMost !== null && severityRank(countedAs(finding.severity)) < severityRank(severityAtMost)) return false;
  if (!someOf(rules, (pattern) => matchesWord(pattern, finding.ruleId))) return false;
  const { packageName } = finding;
  if (!someOf(packages, (pattern) => packageName !== null && matchesWord(pattern, packageName))) return false;
  if (paths.length === 0) return true;
  const { paths: places } = finding;
  if (places === null || places.length === 0) return false;
  return places.every((place) => paths.some((pattern) => matchesPath(pattern, place)));
}

/** Says something: a pattern of nothing but stars matches everything. */
const says = (pattern: string): boolean => /[^*/.]/.test(pattern);

/** Whether it is about less than everything. */
export function isNarrow(conditions: RuleConditions): boolean {
  const { scanners, rules, categories, paths, packages, severityAtMost, repositories, teams, labels } = conditions;
  if (severityAtMost !== null && severityAtMost !== 'critical') return true;
  if (scanners.length + categories.length + teams.length + labels.length > 0) return true;
  // Each list by itself: one pattern that says nothing makes the others of its list idle.
  return [rules, paths, packages, repositories].some((patterns) => patterns.length > 0 && patterns.every(says));
}
