import { z } from 'zod';
import { JOB_STAGES } from '#lib/domain/pipeline/facts.ts';
import { STAGES } from '#lib/domain/pipeline/stage-controls.ts';
import { RULE_EFFECTS } from '#lib/domain/policy/judgement.ts';
import { category, cursor, flag, instant, limit, repositoryName, word } from './common.ts';
import { uploadRow } from './upload.ts';

const count = z.number().int();
const path = word(500).min(1);

/** `GET /api/v1/pipelines`. */
export const pipelineListParams = z.object({
  q: z.string().max(200).optional(),
  repo: repositoryName.optional(),
  /** Only those in which a rule fails. */
  failing: flag.optional(),
  /** Only those with a job that goes to production. */
  production: flag.optional(),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type PipelineListParams = z.output<typeof pipelineListParams>;

const stage = z.enum(STAGES);

export const pipelineRow = z.object({
  id: z.string(),
  repo: z.string(),
  path: z.string(),
  kind: z.enum(['workflow', 'gitlab']),
  /** Stages that the file is seen to have. */
  stages: z.array(stage),
  jobs: count,
  /** Names of environments that are called as production is. */
  production: z.array(z.string()),
  /** Rules that fail in the file, and those that pass. */
  failing: count,
  passing: count,
  /** The widest right of a job's token: `write-all`, `contents: write`; null: nothing writes. `unsaid`: the file does not say. */
  widest: z.string().nullable(),
  /** What it gave beyond before, in the last 7 days. */
  changes: count,
  /** Whether it could be read. */
  read: z.boolean(),
  /** When what is said of it was taken. */
  at: instant,
  stale: z.boolean(),
  url: z.string(),
});
export type PipelineRow = z.infer<typeof pipelineRow>;

export const pipelineListView = z.object({ items: z.array(pipelineRow), next_cursor: z.string().nullable() });
export type PipelineListView = z.infer<typeof pipelineListView>;

/** What is shown of a file: each section has reads of its own. */
export const PIPELINE_SECTIONS = ['stages', 'runs', 'cadence', 'provenance'] as const;
export type PipelineSection = (typeof PIPELINE_SECTIONS)[number];

/** `GET /api/v1/pipelines/file`. */
export const pipelineFileParams = z.object({
  ...{ repo: repositoryName, path },
  /** Only what this section shows, beside the stages; without it everything. */
  section: z.enum(PIPELINE_SECTIONS).optional(),
});
export type PipelineFileParams = z.output<typeof pipelineFileParams>;

export const pipelineControl = z.object({
  id: z.string(),
  /** What is there where it is present. */
  title: z.string(),
  presence: z.enum(['present', 'missing', 'unknown', 'not_applicable']),
  /** Of what is unknown: what would make it known. */
  why: z.string().nullable(),
  /** Where the evidence is; null where there is none. */
  url: z.string().nullable(),
});
export type PipelineControl = z.infer<typeof pipelineControl>;

const rights = z.union([
  z.enum(['unsaid', 'read-all', 'write-all']),
  z.record(z.string(), z.enum(['read', 'write', 'none'])),
]);

export const pipelineJob = z.object({
  name: z.string(),
  stages: z.array(z.enum(JOB_STAGES)),
  /** Of its token, as the file says it; `unsaid`: the default of the organization holds. */
  permissions: rights,
  environment: z.string().nullable(),
  production: z.boolean(),
  /** Labels or tags of the machines that it may run on. */
  runners: z.array(z.string()),
  /** Actions, workflows, images and includes of others. */
  uses: z.array(z.string()),
  /** Names of secrets that it reads. */
  secrets: z.array(z.string()),
  /** It may ask for a token of the platform, by which a cloud knows it. */
  oidc: z.boolean(),
  attests: z.boolean(),
});
export type PipelineJob = z.infer<typeof pipelineJob>;

export const pipelineChange = z.object({
  at: instant,
  /** `edited`: its text is another one, and nobody had to look at that. */
  kind: z.enum([
    'added',
    'removed',
    'new_action',
    'wider_permissions',
    'new_secret',
    'other_runner',
    'environment',
    'edited',
  ]),
  job: z.string().nullable(),
  what: z.string(),
  /** The upload that showed it. */
  upload: z.string(),
});
export type PipelineChange = z.infer<typeof pipelineChange>;

/** What the policy said; null: nothing yet, or it was not asked. */
const said = z.enum(RULE_EFFECTS).nullable();

/** A report of a run: what it changed where it counts, and what the policy said of it. */
export const pipelineReport = uploadRow
  .pick({
    ...{
      id: true,
      url: true,
      pipeline: true,
      label: true,
      scanner: true,
      status: true,
      counts: true,
      received_at: true,
    },
    ...{ introduced: true, reopened: true, fixed: true, ref: true, commit: true, delivered_by: true, provenance: true },
  })
  .extend({ gate: said });

/** What one run of CI delivered; a report whose delivery named no run stands alone. */
export const pipelineRun = z.object({
  run: uploadRow.shape.run,
  /** When its newest report arrived; ref and commit are of that. */
  at: instant,
  ref: z.string(),
  commit: z.string().nullable(),
  /** The worst that the policy said of its reports; null where nothing failed and not all were judged. */
  gate: said,
  /** Newest first. */
  reports: z.array(pipelineReport),
});
export type PipelineRun = z.infer<typeof pipelineRun>;

export const pipelineScanner = z.object({
  scanner: z.string(),
  pipeline: z.string(),
  label: z.string(),
  ref: z.string(),
  categories: z.array(category),
  last_success_at: instant.nullable(),
  last_report_at: instant.nullable(),
  /** Seconds that usually are between reports: the median; null: not enough came. */
  interval: count.nullable(),
  /** That it has not reported for longer than is usual for it; null: it has, or what is usual is not known. */
  silence: z.string().nullable(),
  /** The upload that waits for confirmation or release. */
  held_upload: z.string().nullable(),
});

export type PipelineScanner = z.infer<typeof pipelineScanner>;

/** A file of a pipeline, from source to deployment. */
export const pipelineFileView = pipelineRow.extend({
  as_of: instant,
  /** What starts it; null: whatever starts those that use it, or GitLab. */
  events: z.array(z.string()).nullable(),
  path_of_stages: z.array(
    z.object({
      stage,
      /** Whether a job of the file does it. */
      seen: z.boolean(),
      controls: z.array(pipelineControl),
    }),
  ),
  job_list: z.array(pipelineJob),
  /** Null, as `scanners` and `runs`: not of the section that was asked for. */
  drift: z.array(pipelineChange).nullable(),
  /** Whether the branch asks for a review of each change; `unknown` where no inventory of these days says so, or somebody may go around. */
  reviewed: z.enum(['yes', 'no', 'unknown']),
  /** What reports where it counts. */
  scanners: z.array(pipelineScanner).nullable(),
  /** The newest reports by the run that delivered them, newest first. */
  runs: z.array(pipelineRun).nullable(),
  /** The pipelines that runs and scanners are of, as reads take it: those that are called as the file is; null: no report came from one. */
  runs_of: z.string().nullable(),
  last_gate: z.enum(RULE_EFFECTS).nullable(),
});
export type PipelineFileView = z.infer<typeof pipelineFileView>;
