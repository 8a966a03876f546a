import { expect, it } from 'vitest';
import { readPipeline } from '#lib/domain/pipeline/read-pipeline.ts';
import { addDays } from '#lib/domain/time.ts';
import { REPOSITORIES } from '../company.ts';
import { GITLAB_CI, pipelineKeyOf, reportsOf, type WorkflowReport, workflowReports } from './workflow-reports.ts';

const now = new Date('2026-03-02T09:00:00Z');

/** Of a demo of so many days. */
function reportsIn(days: number): WorkflowReport[] {
  const first = addDays(new Date('2026-03-02'), -days);
  return Array.from({ length: days + 1 }, (_, index) => addDays(first, index)).flatMap((day) =>
    workflowReports(day, { now, first }, REPOSITORIES),
  );
}

it('files of the demo are read as what they are, those of GitHub and one of GitLab', () => {
  const kinds = reportsIn(364).map(({ text, path }) => {
    const read = readPipeline(text, path);
    return 'kind' in read ? read.kind : read.message;
  });
  expect([
    kinds.filter((kind) => kind === 'workflow').length,
    kinds.filter((kind) => kind === 'gitlab').length,
  ]).toEqual([7, 1]);
  expect(kinds).toHaveLength(8);
});

it('a short demo has them all too, and one change that is counted with what it gave', () => {
  const all = reportsIn(7);
  expect(all.map(({ at }) => at.toISOString().slice(0, 10))).toEqual([
    ...Array.from({ length: 7 }, () => '2026-02-24'),
    '2026-02-28',
  ]);
  expect(reportsOf(all)).toBe(9);
  // What would have come before a demo begins comes on its first day.
  expect(
    reportsIn(3)
      .map(({ at }) => at.toISOString().slice(0, 10))
      .slice(-2),
  ).toEqual(['2026-02-27', '2026-02-28']);
});

it('who builds on GitLab delivers for jobs that its file has', () => {
  const file = reportsIn(364).find(({ path }) => path === GITLAB_CI);
  const read = readPipeline(file?.text ?? '', GITLAB_CI);
  const jobs = 'kind' in read && read.kind === 'gitlab' ? read.jobs.map(({ key }) => key) : [];
  expect(jobs).toEqual(['ci', 'security', 'release', 'production']);
  const keyIn = (short: string): string | undefined => {
    const repository = REPOSITORIES.find(({ name }) => name.endsWith(`/${short}`));
    return repository && pipelineKeyOf({ repository, pipeline: '.github/workflows/security.yml', tool: 'semgrep' });
  };
  expect(keyIn('driver-app-backend')).toBe('.gitlab-ci.yml#security');
  expect(keyIn('storefront')).toBe('.github/workflows/security.yml');
});
