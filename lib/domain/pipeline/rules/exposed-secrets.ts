import { expressionsIn, lineOfExpression } from '#lib/domain/pipeline/expression.ts';
import type { GithubFile, Job } from '#lib/domain/pipeline/model.ts';
import { everyText, textOf } from '#lib/domain/pipeline/node.ts';
import { GITHUB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';

export const exposedSecrets: Rule = {
  of: 'github',
  id: 'exposed-secrets',
  title: 'All secrets are handed over where some would do',
  why: 'A workflow that gets every secret of the repository and the organization can give all of them away, also those that are added later for something else.',
  fix: 'Name each secret that is needed, one by one, in the secrets of the job or the env of the step.',
  severity: 'medium',
  controls: ['CICD-SEC-5', 'CICD-SEC-6', 'CIS 2.3'],
  cwes: [200, 522],
  references: [GITHUB_DOCS.secureUse],
  check: (file) => [...file.jobs.flatMap(inherited), ...inTexts(file)],
};

function inherited(job: Job): Match[] {
  if (job.uses === null || job.secrets === null || textOf(job.secrets)?.trim() !== 'inherit') return [];
  const isOwn = job.uses.place === 'local';
  return [
    {
      line: job.secrets.line,
      job: job.key,
      step: null,
      severity: isOwn ? 'low' : 'medium',
      message: `secrets: inherit hands every secret to ${job.uses.text}${isOwn ? ', a workflow of this repository' : ', a workflow of another repository'}.`,
      shared: { check: 'secrets-inherit', about: 'secrets' },
    },
  ];
}

const WHOLE = /\btojson\s*\(\s*secrets\s*\)/i;
/** `secrets[matrix.name]`: what it names is known only when it runs. A literal name is an ordinary one. */
const BY_NAME = /\bsecrets\s*\[\s*(?!'[\w-]*'\s*\])/i;

function inTexts(file: GithubFile): Match[] {
  return [...everyText(file.root)].flatMap(({ text, path }) =>
    expressionsIn(text.value).flatMap((expression): Match[] => {
      const isWhole = WHOLE.test(expression.body);
      if (!isWhole && !BY_NAME.test(expression.body)) return [];
      const { job, step } = placeOf(file, path);
      return [
        {
          line: lineOfExpression(text, expression),
          job,
          step,
          severity: isWhole ? 'high' : 'medium',
          message: isWhole
            ? 'toJSON(secrets) is one text with every secret in it. In this form they are not masked in the log one by one.'
            : 'Which secret this is depends on a value that is known only when it runs, so GitHub hands the job all of them.',
          ...(isWhole ? { shared: { check: 'all-secrets' as const, about: 'tojson(secrets)' } } : {}),
        },
      ];
    }),
  );
}

function placeOf(file: GithubFile, path: readonly string[]): { job: string | null; step: string | null } {
  const job = path[0] === 'jobs' ? (path[1] ?? null) : null;
  const steps = path.indexOf('steps');
  const index = steps === -1 ? -1 : Number(path[steps + 1]);
  const known = file.jobs.find(({ key }) => key === (job ?? ''));
  return { job, step: known?.steps.find((step) => step.index === index)?.key ?? null };
}
