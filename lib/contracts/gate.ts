import { z } from 'zod';
import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import { RULE_EFFECTS, RULE_OUTCOMES } from '#lib/domain/policy/judgement.ts';
import { RULE_KINDS } from '#lib/domain/policy/schema.ts';
import { category, instant, repositoryName, severity, word } from './common.ts';

const count = z.number().int();

/** A finding that a gate names. Texts are as reported. */
export const gateFinding = z.object({
  /** `acme/web#412` */
  ref: z.string(),
  number: count,
  title: z.string(),
  severity,
  category,
  /** What feeds know of its exploitation. */
  exploit: z.enum(EXPLOITS),
  rule: z.string(),
  path: z.string().nullable(),
  line: count.nullable(),
  package: z.string().nullable(),
  version: z.string().nullable(),
  advisory: z.string().nullable(),
  /** The lowest version that fixes it; null: none is known, or it is no package. */
  fix: z.string().nullable(),
  /** Its page. */
  url: z.string(),
});

/** How each rule came out. `later`: about the run as a whole, which `POST /api/v1/gate` judges. */
export const gateRule = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(RULE_KINDS),
  outcome: z.enum(RULE_OUTCOMES),
  /** What it does to the gate; for `unknown` the rule's `on_unknown`. */
  effect: z.enum(RULE_EFFECTS),
  message: z.string(),
});

/** A rule that is not met, with what would make it pass. */
export const gateViolation = z.object({
  /** Its id. */
  rule: z.string(),
  title: z.string(),
  kind: z.enum(RULE_KINDS),
  outcome: z.enum(RULE_OUTCOMES),
  message: z.string(),
  /** What to do, a sentence each. */
  remedy: z.array(z.string()),
  /** What the author of the rule says to whoever meets it. */
  advice: z.string().nullable(),
  /** How many findings the rule is about; null where it is not about findings. */
  count: count.nullable(),
  /** Worst first, at most 20. */
  findings: z.array(gateFinding),
});

/** A report that was delivered and has not taken effect. */
const waitingReport = z.object({
  id: z.string(),
  url: z.string(),
  scanner: z.string().nullable(),
  status: z.enum(['received', 'processing', 'held']),
});

export const GATE_OUTCOMES = [...RULE_EFFECTS, 'pending'] as const;

export const gateResult = z.object({
  /** `pending`: reports of the ref still wait to be read; ask again. Never for a single upload. */
  outcome: z.enum(GATE_OUTCOMES),
  /** Whether a pipeline may go on: `pass` or `warn`. */
  passed: z.boolean(),
  /** All of it in one sentence. */
  sentence: z.string(),
  /** `version` 0 is the built-in policy; `override`: version of the repository's own rules, null where it has none. */
  policy: z.object({ version: count, override: count.nullable() }),
  judged_at: instant,
  repo: z.string(),
  ref: z.string(),
  commit: z.string().nullable(),
  rules: z.array(gateRule),
  /** Rules that make it fail. */
  violations: z.array(gateViolation),
  /** Rules that are not met and stop nothing. */
  warnings: z.array(gateViolation),
  /** Own rules of the repository that its organization does not allow: the organization's were judged. */
  refused: z.array(z.string()),
  /** Reports of the ref without effect so far. */
  waiting: z.array(waitingReport),
});
export type GateResult = z.infer<typeof gateResult>;
export type GateViolation = z.infer<typeof gateViolation>;

/** A gate where lists show it. */
export const gateSummary = z.object({ outcome: z.enum(GATE_OUTCOMES), passed: z.boolean() });

/** Body of `POST /api/v1/gate`. */
export const gateRequest = z
  .object({
    repo: repositoryName,
    /** Left out: the default branch. */
    ref: word(255).min(1).optional(),
    /** Left out: that of the newest report. */
    commit: z
      .string()
      .regex(/^[0-9a-fA-F]{7,64}$/, 'must be a commit hash')
      .optional(),
    /** Only reports of this pipeline. */
    pipeline: word(255).min(1).optional(),
  })
  .strict();
export type GateRequest = z.output<typeof gateRequest>;

export const gateParams = z.object({
  /** JSON where nothing else is asked for, here or in `Accept`. */
  format: z.enum(['json', 'markdown', 'sarif']).optional(),
});
