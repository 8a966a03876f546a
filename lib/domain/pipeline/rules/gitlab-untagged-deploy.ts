import { deployingScript } from '#lib/domain/pipeline/deploys.ts';
import type { GitlabFile, GitlabJob } from '#lib/domain/pipeline/model.ts';
import { get, textOf, textsOf } from '#lib/domain/pipeline/node.ts';
import { GITLAB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';

export const gitlabUntaggedDeploy: Rule = {
  of: 'gitlab',
  id: 'gitlab-untagged-deploy',
  title: 'A job deploys on any runner that takes jobs without a tag',
  why: 'The runner sees the secrets of the deployment. Without a tag it may be one that every project shares, where other jobs ran before and run after.',
  fix: 'Give the job the tag of a runner that only deploys, and protect that runner, so that it takes jobs of protected branches only.',
  severity: 'low',
  confidence: 'medium',
  controls: ['CICD-SEC-5', 'CICD-SEC-7', 'CIS 2.2', 'CIS 5.2'],
  cwes: [653],
  references: [GITLAB_DOCS.runners],
  check: (file) => file.jobs.flatMap((job) => inJob(file, job)),
};

function inJob(file: GitlabFile, job: GitlabJob): Match[] {
  // Defaults of a file that is included may have the tag.
  if (job.isHidden || job.isPartial || textsOf(get(job.node, 'tags')).length > 0) return [];
  const environment = get(job.node, 'environment');
  const action = textOf(get(environment, 'action'));
  const deploys =
    deployingScript(job) !== null ||
    (environment !== null && (action === null || action === 'start') && get(job.node, 'script') !== null);
  if (!deploys || get(job.node, 'trigger') !== null) return [];
  const first = job.own.entries[0];
  const indent = ' '.repeat(Math.max((first?.column ?? 3) - 1, 0));
  const unknown = file.hasIncludes
    ? ' Defaults of the files that it includes may add one; they are not in this file.'
    : '';
  return [
    {
      line: job.nameLine,
      endLine: job.nameLine,
      job: job.key,
      step: null,
      message: `The job ${job.key} deploys and names no tag: any runner that is open to jobs without one may take it.${unknown}`,
      edits:
        first !== undefined && first.line > job.nameLine
          ? [{ at: first.line, remove: 0, insert: [`${indent}tags: [<tag of a runner that only deploys>]`] }]
          : [],
    },
  ];
}
