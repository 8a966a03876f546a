import { z } from 'zod';
import { FRAMEWORK_IDS } from '#lib/domain/framework/framework.ts';
import { CONTROL_STATES } from '#lib/domain/framework/judge-control.ts';
import { instant } from './common.ts';
import { EXPORT_FORMATS } from './export-formats.ts';

const count = z.number().int();

export const frameworkId = z.enum(FRAMEWORK_IDS);
export const controlState = z.enum(CONTROL_STATES);

const totals = z.object({ pass: count, fail: count, unknown: count, not_applicable: count });

/** One thing that a control is judged by. */
export const frameworkCheck = z.object({
  /** `privilege:token-unused`, `pipeline:unpinned-uses`, `scan:sast`, `gate`. */
  id: z.string(),
  kind: z.enum(['privilege', 'pipeline', 'scan', 'gate', 'answered']),
  /** Of rules: what is wrong where it fails. */
  title: z.string(),
  state: controlState,
  /** Repositories and systems; where there is nothing to look at, one counts in none of them. */
  pass: count,
  fail: count,
  unknown: count,
  /** Findings of the rule; null where it makes none. */
  open: count.nullable(),
  accepted: count.nullable(),
  /** What would make it known; null where nothing is unknown. */
  missing: z.string().nullable(),
  /** Where the evidence is. */
  url: z.string(),
});
export type FrameworkCheck = z.infer<typeof frameworkCheck>;

export const frameworkControl = z.object({
  id: z.string(),
  title: z.string(),
  /** The section or track that it belongs to. */
  part: z.string().nullable(),
  /** One failure fails it; it passes only where something was seen that could have failed, and nothing is unknown. */
  state: controlState,
  /** Where it is explained. */
  page: z.string().nullable(),
  checks: z.array(frameworkCheck),
});
export type FrameworkControl = z.infer<typeof frameworkControl>;

const head = {
  id: frameworkId,
  name: z.string(),
  about: z.string(),
  page: z.string().nullable(),
  /** Controls by their state. */
  totals,
};

/** What all of it is judged over. */
const looked = z.object({
  /** Repositories of code that count. */
  repositories: count,
  /** Those of them of which no file of a pipeline was delivered. */
  without_pipelines: count,
  /** Systems with an inventory. */
  systems: count,
});

/** `GET /api/v1/frameworks`. */
export const frameworkList = z.object({ as_of: instant, looked, items: z.array(z.object(head)) });
export type FrameworkList = z.infer<typeof frameworkList>;

/** `GET /api/v1/frameworks/{framework}`. */
export const frameworkView = z.object({ ...head, as_of: instant, looked, controls: z.array(frameworkControl) });
export type FrameworkView = z.infer<typeof frameworkView>;

/** `GET /api/v1/frameworks/{framework}/export`. */
export const frameworkExportParams = z.object({ format: z.enum(EXPORT_FORMATS).default('csv') });
export type FrameworkExportParams = z.output<typeof frameworkExportParams>;

/** A row of the export: one check of one control. A control without checks has one row, without a check. */
export const frameworkRow = frameworkControl
  .omit({ checks: true })
  .extend({ framework: frameworkId, check: frameworkCheck.nullable() });
export type FrameworkRow = z.infer<typeof frameworkRow>;
