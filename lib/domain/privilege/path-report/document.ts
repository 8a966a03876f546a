import { z } from 'zod';
import { PRINCIPAL_KINDS } from '#lib/domain/privilege/access/roster.ts';
import { STEP_RIGHTS } from '#lib/domain/privilege/path/path.ts';
import { PATH_PATTERNS, PATH_SEVERITIES, type PathPattern } from '#lib/domain/privilege/path/pattern.ts';
import type { PathFinding } from './path-report.ts';

/** The document by which what was found of paths becomes a report like any other. */
export const PATHS_SCHEMA = 'paths/v1';

const people = z.object({
  count: z.int().min(0),
  sample: z.array(z.object({ kind: z.enum(PRINCIPAL_KINDS), id: z.string(), name: z.string() })),
});
const isPattern = (text: string): text is PathPattern => Object.hasOwn(PATH_PATTERNS, text);

export const pathFinding: z.ZodType<PathFinding> = z.object({
  pattern: z.string().refine(isPattern, 'no pattern of a path'),
  severity: z.enum(PATH_SEVERITIES),
  setting: z.object({ key: z.string(), todo: z.string(), where: z.array(z.string()), cost: z.number() }),
  place: z.string(),
  targets: z.object({ count: z.int().min(1), names: z.array(z.string()) }),
  steps: z.array(z.enum(STEP_RIGHTS)),
  alone: people,
  evidence: z.array(z.string()),
  effect: z.object({ before: z.int(), after: z.int(), targets: z.int(), hurt: people }).nullable(),
});

/** What stands before the findings. */
export const pathsHead = z.object({
  schema: z.literal(PATHS_SCHEMA),
  source: z.string(),
  scope: z.string(),
  collected_at: z.iso.datetime(),
  unread: z.array(z.object({ place: z.string().nullable(), reason: z.string() })),
});
export type PathsHead = z.output<typeof pathsHead>;
