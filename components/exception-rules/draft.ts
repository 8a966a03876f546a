import type { RulePreviewBody } from '#lib/contracts/exception-rule.ts';
import { CATEGORIES, type Category, DECISIONS, type Decision } from '#lib/domain/finding/finding.ts';

/** Severities that a rule can stop at: at most critical is all of them. */
export const MOST_SEVERE = ['high', 'medium', 'low', 'info'] as const;

/** Fields of the form whose texts are lists. */
export const LIST_FIELDS = ['rules', 'paths', 'repositories', 'scanners', 'packages', 'teams', 'labels'] as const;
export type ListField = (typeof LIST_FIELDS)[number];

/** What a person has typed so far. */
export interface RuleDraft extends Record<ListField, string> {
  kind: Decision;
  category: Category | '';
  severity: (typeof MOST_SEVERE)[number] | '';
}

/** The address can fill the form in: `?new&rule=python.eval&path=test/`. */
export function draftFrom(get: (name: string) => string | null): RuleDraft {
  const text = (name: string): string => get(name)?.slice(0, 1000) ?? '';
  return {
    kind: DECISIONS.find((one) => one === get('kind')) ?? 'accepted',
    ...{ rules: text('rule'), paths: text('path'), repositories: text('repo'), scanners: text('scanner') },
    ...{ packages: text('package'), teams: text('team'), labels: text('label') },
    category: CATEGORIES.find((one) => one === get('category')) ?? '',
    severity: MOST_SEVERE.find((one) => one === get('severity')) ?? '',
  };
}

/** Entries are separated by commas or lines. */
const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,\n]/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  ),
];

/** The draft as the API takes it. */
export function previewBodyOf({ kind, category, severity, ...draft }: RuleDraft): RulePreviewBody {
  return {
    kind,
    conditions: {
      ...{ rules: listOf(draft.rules), paths: listOf(draft.paths), repositories: listOf(draft.repositories) },
      ...{ scanners: listOf(draft.scanners).map((name) => name.toLowerCase()), packages: listOf(draft.packages) },
      ...{ teams: listOf(draft.teams), labels: listOf(draft.labels) },
      categories: category === '' ? [] : [category],
      severity_at_most: severity === '' ? null : severity,
    },
  };
}
