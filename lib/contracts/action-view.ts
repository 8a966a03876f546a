import { z } from 'zod';
import { COVERAGE_STEPS } from '#lib/domain/action/coverage.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { actionRow } from './action.ts';
import { actionEvent } from './action-work.ts';
import { instant } from './common.ts';
import { findingRow } from './finding.ts';

const actionStep = z.object({
  text: z.string(),
  /** What to type for it, a command on each line; null when it is not done in a shell. */
  command: z.string().nullable(),
});

/** The same fix in another repository. */
const sameAction = z.object({
  id: z.string(),
  repo: z.string(),
  open: z.number().int(),
  /** Points that the repository's score gains by an action on coverage; null for other actions. */
  points: z.number().nullable(),
  /** Path of its page on this server. */
  url: z.string(),
});

/** `GET /api/v1/actions/{id}`: one fix, with all that is needed to do it. */
export const actionView = actionRow.extend({
  /** What to do, in order. Text of reports in it is text, never markup. */
  steps: z.array(actionStep),
  /** What the scanner says about the rule; null where it names no page. */
  help_url: z.string().nullable(),
  /** Since when its oldest open finding is open; null when none is. */
  open_since: instant.nullable(),
  /** When a scanner that reports it reported last. */
  last_report_at: instant.nullable(),
  closed_at: instant.nullable(),
  /** The first of its open findings, highest risk first; `open` says how many there are. */
  findings: z.array(findingRow),
  /** Where else the same fix is open, most findings first. */
  elsewhere: z.array(sameAction),
  /** What an action on coverage is about; null for other actions. */
  coverage: z.object({ category: z.enum(SCORE_CATEGORIES), step: z.enum(COVERAGE_STEPS) }).nullable(),
  /** What people did, and when scans closed it or still saw it: the newest 50, newest first. */
  history: z.array(actionEvent),
  /** `mine`: the signed-in person watches it; `may`: they could. */
  watch: z.object({ mine: z.boolean(), watchers: z.number().int(), may: z.boolean() }),
  /** All of it as Markdown, for a ticket. */
  ticket: z.string(),
});
export type ActionView = z.infer<typeof actionView>;

/** `PATCH /api/v1/actions/{id}`. */
export const actionChangedView = z.object({
  /** How many actions changed, each repository's counted; 0: it was so already. */
  changed: z.number().int(),
  /** Where the same fix stayed as it was, and why. */
  kept: z.array(z.object({ repo: z.string(), reason: z.string() })),
  action: actionView,
});
export type ActionChangedView = z.infer<typeof actionChangedView>;
