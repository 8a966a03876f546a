import { z } from 'zod';
import { RULE_EFFECTS, RULE_OUTCOMES } from '#lib/domain/policy/judgement.ts';
import { MOST_CHARACTERS } from '#lib/domain/policy/limits.ts';
import { RULE_KINDS, RULE_MODES } from '#lib/domain/policy/schema.ts';
import { cursor, instant, limit, repositoryName, rowNumber, word } from './common.ts';

const count = z.number().int();
const version = count.min(0);
/** Of a policy. */
const text = z.string().max(4 * MOST_CHARACTERS);
const message = word(300).default('');

/** What is wrong in the text of a policy. Lines and columns start at 1. */
export const policyProblem = z.object({ line: count, column: count, path: z.string(), message: z.string() });

/** Who saved a version, when, and why; the built-in one has nobody. */
const saved = {
  version,
  author: z.string().nullable(),
  at: instant.nullable(),
  message: z.string(),
};

/** `GET /api/v1/policy`. */
export const policyView = z.object({
  ...saved,
  /** Nobody has saved one: the built-in policy is in force. */
  builtin: z.boolean(),
  text,
  /** The rules as they are read, in their order. */
  rules: z.array(z.object({ id: z.string(), title: z.string(), kind: z.enum(RULE_KINDS), mode: z.enum(RULE_MODES) })),
});
export type PolicyView = z.infer<typeof policyView>;

/** `PUT /api/v1/policy`. */
export const policyChange = z
  .object({
    text,
    message,
    /** The version that was changed: what somebody saved meanwhile is not lost. */
    version,
  })
  .strict();
export type PolicyChange = z.output<typeof policyChange>;

export const policyVersionParams = z.object({ cursor: cursor.optional(), limit: limit.default(50) });
export const policyVersionNumber = rowNumber;
export const policyVersionList = z.object({
  /** Newest first. */
  items: z.array(z.object(saved)),
  next_cursor: z.string().nullable(),
});
export type PolicyVersionList = z.infer<typeof policyVersionList>;
export const policyVersionView = z.object({ ...saved, text });
export type PolicyVersionView = z.infer<typeof policyVersionView>;

/** `GET /api/v1/repos/{name}/policy`. */
export const repositoryPolicyView = z.object({
  repo: z.string(),
  ...saved,
  /** Null: the repository has no rules of its own. */
  text: text.nullable(),
  /** Ids of own rules that the organization does not allow: its own are judged in their place. */
  refused: z.array(z.string()),
  /** Ids of the organization's rules that a repository may make laxer. */
  allowed: z.array(z.string()),
  /** Version of the organization's policy; 0: the built-in one. */
  policy: version,
  /** Newest first, at most 50. */
  versions: z.array(z.object({ ...saved, text: text.nullable() })),
});
export type RepositoryPolicyView = z.infer<typeof repositoryPolicyView>;

/** `DELETE /api/v1/repos/{name}/policy`. */
export const policyRemoval = z.object({ version: z.coerce.number().pipe(version), message });
export type PolicyRemoval = z.output<typeof policyRemoval>;

const DAYS = 30;
/** `POST /api/v1/policy/check`. */
export const policyCheck = z
  .object({
    text,
    /** The text is that of this repository's own rules. */
    repo: repositoryName.optional(),
    /** Runs of so many days are judged again; 0: none. */
    days: count.min(0).max(DAYS).default(0),
  })
  .strict();
export type PolicyCheck = z.output<typeof policyCheck>;

const ruleTrial = z.object({
  id: z.string(),
  failed: count,
  warned: count,
  /** Runs of which the facts for this rule were not kept. */
  unknown: count,
});

/** A run, or a report of none, whose judgement the new text changes or fails. */
const triedRun = z.object({
  repo: z.string(),
  ref: z.string(),
  at: instant,
  /** Page of its last report. */
  url: z.string(),
  before: z.enum(RULE_EFFECTS),
  after: z.enum([...RULE_EFFECTS, 'unknown']),
  /** Rules that are not met. */
  rules: z.array(
    z.object({ id: z.string(), outcome: z.enum(RULE_OUTCOMES), effect: z.enum(RULE_EFFECTS), message: z.string() }),
  ),
});

/** What a text would have done to the runs of the last days. */
export const policyTrial = z.object({
  days: count,
  runs: count,
  /** There were more: the newest were judged. */
  cut: z.boolean(),
  failed: count,
  warned: count,
  passed: count,
  /** Runs that failed then, and would pass or warn now; and the other way around. */
  newly_passing: count,
  newly_failing: count,
  /** Runs of which nothing fails, but something could not be judged, because its facts were not kept. */
  unknown: count,
  rules: z.array(ruleTrial),
  /** Those that would fail, or failed then, newest first, at most 50. */
  examples: z.array(triedRun),
});
export type PolicyTrial = z.infer<typeof policyTrial>;

export const policyCheckView = z.object({
  valid: z.boolean(),
  problems: z.array(policyProblem),
  /** Of a repository's text: rules that the organization does not allow. */
  refused: z.array(z.string()),
  /** Null where the text is not valid, or no days were asked for. */
  trial: policyTrial.nullable(),
});
export type PolicyCheckView = z.infer<typeof policyCheckView>;
