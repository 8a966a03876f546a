import { addDays, startOfDay } from '#lib/domain/time.ts';
import { COMPANY, type DemoRepository } from '../company.ts';
import type { DemoStream } from '../delivery.ts';
import { CONTRACTORS_STEP, ciOf, gitlabCi, neglectedRelease, releaseOf, terraformCi } from './texts.ts';

/** A file of a pipeline, as the step that sends such files delivers it. */
export interface WorkflowReport {
  repository: DemoRepository;
  path: string;
  at: Date;
  text: string;
  /** It came before, and gives more to somebody now. */
  isChange: boolean;
}

/** How many reports come of them, with what a change gave. */
export const reportsOf = (reports: readonly WorkflowReport[]): number =>
  reports.reduce((sum, { isChange }) => sum + (isChange ? 2 : 1), 0);

const CI = '.github/workflows/ci.yml';
const RELEASE = '.github/workflows/release.yml';
export const GITLAB_CI = '.gitlab-ci.yml';

const java = { test: './gradlew test' };
const FILES: Readonly<Record<string, readonly (readonly [path: string, text: string])[]>> = {
  storefront: [
    [CI, ciOf('actions/setup-node', 'npm ci && npm test')],
    [RELEASE, releaseOf({ repository: 'storefront', test: 'npm ci && npm test' })],
  ],
  'checkout-api': [
    [CI, ciOf('actions/setup-java', java.test)],
    [RELEASE, releaseOf({ repository: 'checkout-api', ...java })],
  ],
  'legacy-billing': [[RELEASE, neglectedRelease({})]],
  'driver-app-backend': [[GITLAB_CI, gitlabCi]],
  'terraform-network': [[CI, terraformCi]],
};

/** What became of a file, which nobody else had to look at. */
const CHANGED: typeof FILES = { 'legacy-billing': [[RELEASE, neglectedRelease({ after: CONTRACTORS_STEP })]] };

/** Days ago on which the files came first, and on which one was changed: what was looked at longer ago is stale. */
const FIRST_DAYS = 6;
const CHANGED_DAYS = 2;
/** Before the scans of the day. */
const HOUR = 5.5;

/** Files of pipelines that are delivered on a day of a demo that begins on `first`. */
export function workflowReports(
  day: Date,
  { now, first }: { now: Date; first: Date },
  among: readonly DemoRepository[],
): WorkflowReport[] {
  const ago = (days: number): number => Math.max(addDays(startOfDay(now), -days).getTime(), first.getTime());
  const at = new Date(day.getTime() + HOUR * 3_600_000);
  const isChange = day.getTime() === ago(CHANGED_DAYS);
  if (!isChange && day.getTime() !== ago(FIRST_DAYS)) return [];
  const files = isChange ? CHANGED : FILES;
  return among.flatMap((repository) =>
    (files[repository.name.slice(COMPANY.length + 1)] ?? []).map(([path, text]) => ({
      ...{ repository, path, at, text, isChange },
    })),
  );
}

const ON_GITLAB = new Set(Object.keys(FILES).filter((short) => FILES[short]?.some(([path]) => path === GITLAB_CI)));

/** The key of the pipeline that a stream is of: on GitLab that of its job. */
export function pipelineKeyOf({ repository: { name }, pipeline }: DemoStream): string {
  if (!ON_GITLAB.has(name.slice(COMPANY.length + 1))) return pipeline;
  return `${GITLAB_CI}#${pipeline.replace(/^.*\/|\.ya?ml$/g, '')}`;
}
