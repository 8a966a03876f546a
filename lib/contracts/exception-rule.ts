import { z } from 'zod';
import { MOST_PATTERNS, RULE_STATES } from '#lib/domain/decision/exception-rule.ts';
import { isNarrow } from '#lib/domain/decision/rule-covers.ts';
import { CATEGORIES, STATED_SEVERITIES } from '#lib/domain/finding/finding.ts';
import { LABEL } from '#lib/domain/repository/label.ts';
import { TEAM_SLUG } from '#lib/domain/team/slug.ts';
import { category, cursor, limit, list, severity, severityCounts, total, visibleWord } from './common.ts';
import { conditionsOf } from './conditions-of.ts';
import { askedException, decisionFields, exceptionKind } from './exception.ts';
import { repositoryPattern } from './token.ts';

/** A pattern with so many stars is a mistake, and slow. */
const MOST_STARS = 8;

const pattern = visibleWord(300)
  .trim()
  .min(1)
  .refine((text) => text.split('*').length - 1 <= MOST_STARS, `must not hold more than ${MOST_STARS} stars`);
const path = pattern.refine((text) => !text.split('/').includes('..'), 'must not hold .. as a part');
const some = <T extends z.ZodType>(item: T) => z.array(item).max(MOST_PATTERNS).default([]);

/** All must hold, of each list one entry; an empty list asks for nothing. `*` stands for any characters. */
const conditions = z
  .object({
    scanners: some(visibleWord(100).trim().toLowerCase().min(1)),
    /** Ids of rules: `python.lang.security.*`. */
    rules: some(pattern),
    categories: z.array(z.enum(CATEGORIES)).max(CATEGORIES.length).default([]),
    /** `test/` is all in folders of that name, `*.test.ts` a name in any folder, `src/**\/mocks/**` from the root. */
    paths: some(path),
    packages: some(pattern),
    /** This severity or a milder one; an unknown one counts as medium. */
    severity_at_most: z.enum(STATED_SEVERITIES).nullable().default(null),
    /** `acme/*`, `acme/web`. */
    repositories: some(repositoryPattern),
    /** Slugs of teams that own the repository. */
    teams: some(z.string().regex(TEAM_SLUG, 'must be the slug of a team')),
    labels: some(z.string().regex(LABEL, 'must be a label')),
  })
  .strict();

const narrow = conditions.refine(
  (given) => isNarrow(conditionsOf(given)),
  'must say what the rule is about: a scanner, a rule, a category, a path, a package, a severity or repositories',
);

/** `POST /api/v1/exception-rules/preview`. */
export const rulePreviewBody = z.object({ kind: exceptionKind, conditions: narrow }).strict();
export type RulePreviewBody = z.output<typeof rulePreviewBody>;

/** `POST /api/v1/exception-rules`. */
export const ruleRequest = z.object({ ...askedException, conditions: narrow }).strict();
export type RuleRequest = z.output<typeof ruleRequest>;

const count = z.number().int();
const change = z.object({ before: z.number().nullable(), after: z.number().nullable() });

/** What a rule would do to what is open today, of all that the caller sees. */
export const rulePreview = z.object({
  /** Findings that would get an exception; `at_least` where there are more than are looked at. */
  findings: total,
  counts: severityCounts,
  /** They match, and stay open: a rule does not decide about what is exploited (KEV, or a malicious package), or was tried and works. */
  kev: count,
  verified: count,
  /** They match, and have an exception that waits or is in force. */
  decided: count,
  /** Those with the most. */
  repositories: z.array(z.object({ repo: z.string(), findings: count })),
  repositories_total: count,
  /** Null: there are too many findings to try it. */
  score: change.nullable(),
  /** Some of them, the worst first. */
  samples: z.array(
    z.object({
      ref: z.string(),
      title: z.string(),
      severity,
      rule: z.string(),
      path: z.string().nullable(),
      line: count.nullable(),
      url: z.string(),
    }),
  ),
});
export type RulePreview = z.infer<typeof rulePreview>;

const ruleState = z.enum(RULE_STATES);

export const ruleView = z.object({
  id: count,
  kind: exceptionKind,
  state: ruleState,
  conditions: z.object({
    scanners: z.array(z.string()),
    rules: z.array(z.string()),
    categories: z.array(category),
    paths: z.array(z.string()),
    packages: z.array(z.string()),
    severity_at_most: z.enum(STATED_SEVERITIES).nullable(),
    repositories: z.array(z.string()),
    teams: z.array(z.string()),
    labels: z.array(z.string()),
  }),
  /** The conditions, each in a few words. */
  about: z.array(z.string()),
  ...decisionFields,
  /** False: a job makes what is there today follow; imports do already. */
  settled: z.boolean(),
  /** Exceptions of it that are in force, and those that ended because conditions changed, of what the caller sees. */
  findings: total,
  returned: total,
  may: z.object({ approve: z.boolean(), refuse: z.boolean(), withdraw: z.boolean(), extend: z.boolean() }),
});
export type RuleView = z.infer<typeof ruleView>;

/** `GET /api/v1/exception-rules`. */
export const ruleListParams = z.object({
  state: list(ruleState).default(['requested', 'in_force']),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type RuleListParams = z.infer<typeof ruleListParams>;

export const ruleListView = z.object({ items: z.array(ruleView), next_cursor: z.string().nullable() });
export type RuleListView = z.infer<typeof ruleListView>;
