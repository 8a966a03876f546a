import { z } from 'zod';
import { CATEGORIES } from '#lib/domain/finding/finding.ts';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { EXPOSURES } from '#lib/domain/repository/exposure.ts';

/** What a rule may do to a gate. `off` is for a repository that does without one, where the organization allows it. */
export const RULE_MODES = ['fail', 'warn', 'off'] as const;
export type RuleMode = (typeof RULE_MODES)[number];

/** What a rule can be about. */
export const RULE_KINDS = ['severity', 'exploit', 'secret', 'scanner', 'exception', 'provenance'] as const;

/** What a rule that could not be judged does to a gate. */
export const UNKNOWN_EFFECTS = ['fail', 'warn', 'pass'] as const;

/** Severities that a limit can be set for. Findings of unknown severity count as medium, as everywhere. */
export const LIMITED_SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

/** Least exploitation that an exploit rule is about; each includes those before it. */
export const EXPLOIT_LEVELS = ['kev', 'epss50', 'epss10', 'epss1'] as const;
export type ExploitLevel = (typeof EXPLOIT_LEVELS)[number];

const MOST_RULES = 100;
const MOST_PATTERNS = 50;
const PATTERN_LENGTH = 200;
const MOST_FINDINGS = 1_000_000;

const ruleId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must be 1 to 60 lower-case letters, digits and hyphens')
  .describe('Names the rule in answers, history and repository overrides.');

/** Globs only: a regular expression of a stranger can take for ever. */
const pattern = z
  .string()
  .min(1)
  .max(PATTERN_LENGTH, `must be at most ${PATTERN_LENGTH} characters long`)
  .refine(
    (text) => !/^\/.*\/[a-z]*$|^\^|\$$|[[(|\\]/.test(text),
    'must be a pattern of names with * and **, not a regular expression',
  );
const patterns = z.array(pattern).min(1).max(MOST_PATTERNS);

const when = z
  .strictObject({
    refs: patterns
      .optional()
      .describe(
        'Branches and tags: `release/*`; `@default` is the default branch, `@tracked` all that count, `@branch` all others.',
      ),
    repositories: patterns.optional().describe('`acme/*`; `acme/**` is everything below.'),
    pipelines: patterns.optional().describe('Keys of pipelines: `.github/workflows/*`.'),
    labels: patterns.optional().describe('The repository has one of these labels.'),
    criticality: z.array(z.enum(CRITICALITIES)).min(1).optional(),
    exposure: z.array(z.enum(EXPOSURES)).min(1).optional().describe('Where the code runs: its environment.'),
  })
  .describe('What the rule is for: all conditions must hold. Left out: everything.');

const base = {
  id: ruleId,
  title: z.string().min(1).max(120).optional().describe('What people read in place of the id.'),
  mode: z.enum(RULE_MODES).default('fail').describe('`fail` stops the pipeline, `warn` says so only.'),
  on_unknown: z
    .enum(UNKNOWN_EFFECTS)
    .default('fail')
    .describe('What happens where the rule cannot be judged: nothing to compare with, no feed, no report.'),
  when: when.optional(),
  advice: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe('A sentence for whoever meets the rule: whom to ask, where to read.'),
};

const ofFindings = {
  findings: z
    .enum(['introduced', 'total'])
    .default('introduced')
    .describe('`introduced`: what this branch adds to the default branch; `total`: all that the ref has.'),
  accepted: z
    .enum(['ignore', 'count'])
    .default('ignore')
    .describe('Whether findings under an approved exception count.'),
};
const categories = z.array(z.enum(CATEGORIES)).min(1).describe('Left out: all but quality and license.');
const count = z.int().min(0).max(MOST_FINDINGS);

const limit = count.optional();
const limits: Record<(typeof LIMITED_SEVERITIES)[number], typeof limit> = {
  critical: limit,
  high: limit,
  medium: limit,
  low: limit,
  info: limit,
};

const severityRule = z.strictObject({
  ...base,
  kind: z.literal('severity'),
  ...ofFindings,
  categories: categories.optional(),
  fixable: z.enum(['any', 'only']).default('any').describe('`only`: findings that have a fix.'),
  max: z
    .strictObject(limits)
    .refine((max) => Object.keys(max).length > 0, 'must name at least one severity: max: { critical: 0 }')
    .describe('How many findings of a severity *or worse* may be there: { critical: 0, high: 5 }.'),
});

const exploitRule = z.strictObject({
  ...base,
  kind: z.literal('exploit'),
  ...ofFindings,
  categories: categories.optional(),
  fixable: z.enum(['any', 'only']).default('any'),
  at_least: z
    .enum(EXPLOIT_LEVELS)
    .default('kev')
    .describe(
      '`kev`: listed as exploited by CISA, or a malicious package; `epss10`: EPSS of 10 % or more, and whatever is in KEV.',
    ),
  max: count.default(0),
});

const secretRule = z.strictObject({
  ...base,
  kind: z.literal('secret'),
  ...ofFindings,
  which: z.enum(['any', 'live']).default('any').describe('`live`: those that a scanner tried, and that work.'),
  max: count.default(0),
});

const AGE = /^([1-9]\d{0,3}) ?(h|d|w)$/;
const scannerRule = z.strictObject({
  ...base,
  kind: z.literal('scanner'),
  categories: z.array(z.enum(CATEGORIES)).min(1).describe('Each must have been scanned.'),
  max_age: z
    .string()
    .regex(AGE, 'must be a number with h, d or w: 24h, 7d, 2w')
    .default('7d')
    .describe('Age of the newest whole report of each category.'),
  this_commit: z.boolean().default(false).describe('Only reports of the commit that is judged.'),
});

const exceptionRule = z.strictObject({
  ...base,
  kind: z.literal('exception'),
  findings: ofFindings.findings,
  categories: categories.optional(),
  max: count.default(0).describe('How many findings may stand under an approved exception.'),
});

const provenanceRule = z.strictObject({
  ...base,
  kind: z.literal('provenance'),
  signed_by: patterns.optional().describe('Identities that may have signed.'),
});

export const policyRule = z.discriminatedUnion('kind', [
  severityRule,
  exploitRule,
  secretRule,
  scannerRule,
  exceptionRule,
  provenanceRule,
]);
/** One rule, with its defaults filled in. */
export type PolicyRule = z.output<typeof policyRule>;
export type RuleKind = (typeof RULE_KINDS)[number];
export type RuleOf<Kind extends RuleKind> = Extract<PolicyRule, { kind: Kind }>;

/** Rules that count findings. */
export type FindingRule = RuleOf<'severity' | 'exploit' | 'secret' | 'exception'>;

const rules = z
  .array(policyRule)
  .max(MOST_RULES)
  .superRefine((all, ctx) => {
    const seen = new Set<string>();
    for (const [index, { id }] of all.entries()) {
      if (seen.has(id)) ctx.addIssue({ code: 'custom', path: [index, 'id'], message: `another rule is called ${id}` });
      seen.add(id);
    }
  });
const version = z.literal(1).describe('Version of this format.');

/** The document of an organization. */
export const policyDocument = z.strictObject({
  version,
  rules,
  overrides: z
    .strictObject({
      allow: z
        .array(ruleId)
        .max(MOST_RULES)
        .default([])
        .describe('Rules that a repository may make laxer, or switch off.'),
    })
    .optional()
    .describe('A repository may always be stricter.'),
});
export type Policy = z.output<typeof policyDocument>;

/** The document of a repository: rules with the id of one of the organization's take its place, others are added. */
export const overrideDocument = z.strictObject({ version, rules });
export type PolicyOverride = z.output<typeof overrideDocument>;

/** `7d` in hours. */
export function hoursOf(age: string): number {
  const [, number = '0', unit = 'h'] = AGE.exec(age) ?? [];
  return Number(number) * (unit === 'w' ? 168 : unit === 'd' ? 24 : 1);
}
