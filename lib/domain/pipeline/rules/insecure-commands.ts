import { expressionsIn } from '#lib/domain/pipeline/expression.ts';
import type { GithubFile, Job, Step } from '#lib/domain/pipeline/model.ts';
import { entriesOf, lineAt, type Node, type TextNode, textOf } from '#lib/domain/pipeline/node.ts';
import { GITHUB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';
import { hasEvent, PRIVILEGED_EVENTS, Sight } from '#lib/domain/pipeline/untrusted.ts';
import { variablesIn } from '#lib/domain/pipeline/variables.ts';

export const insecureCommands: Rule = {
  of: 'github',
  id: 'insecure-commands',
  title: 'Strangers can change the environment of later steps',
  why:
    'Who writes a line of GITHUB_ENV or GITHUB_PATH sets variables such as LD_PRELOAD or the place of programs for every step that follows, and so runs commands there. ' +
    'ACTIONS_ALLOW_UNSECURE_COMMANDS gives that to whatever a step prints.',
  fix: 'Do not write values that strangers choose to GITHUB_ENV or GITHUB_PATH; hand them on as outputs of a step, and read those by env. Remove ACTIONS_ALLOW_UNSECURE_COMMANDS.',
  severity: 'high',
  controls: ['CICD-SEC-4', 'CICD-SEC-7', 'CIS 2.3'],
  cwes: [77, 454],
  references: [
    GITHUB_DOCS.secureUse,
    'https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/',
  ],
  check: (file) => [
    ...allowed(file, file.env, null, null),
    ...file.jobs.flatMap((job) => [
      ...allowed(file, job.env, job.key, null),
      ...job.steps.flatMap((step) => [...allowed(file, step.env, job.key, step.key), ...written(file, job, step)]),
    ]),
  ],
};

function allowed(file: GithubFile, env: Node | null, job: string | null, step: string | null): Match[] {
  return entriesOf(env).flatMap(({ key, line, value }): Match[] => {
    if (key !== 'ACTIONS_ALLOW_UNSECURE_COMMANDS' || !/^\s*(?:true|1)\s*$/i.test(textOf(value) ?? '')) return [];
    const isAlone =
      entriesOf(env).length > 1 && value.endLine === line && (file.lines[line - 1] ?? '').trimStart().startsWith(key);
    return [
      {
        line,
        job,
        step,
        message:
          'ACTIONS_ALLOW_UNSECURE_COMMANDS turns set-env and add-path on again: whatever a step prints can set variables for the steps after it.',
        shared: { check: 'insecure-commands', about: 'actions_allow_unsecure_commands' },
        edits: isAlone ? [{ at: line, remove: 1, insert: [] }] : [],
      },
    ];
  });
}

const TARGET =
  /(?:>>?|\btee\s+(?:-a\s+|--append\s+)?)\s*["']?(?:\$\{?(GITHUB_ENV|GITHUB_PATH)\}?|\$env:(GITHUB_ENV|GITHUB_PATH))|\b(?:Out-File|Add-Content)\b[^\n]{0,200}\$env:(GITHUB_ENV|GITHUB_PATH)/;

function written(file: GithubFile, job: Job, step: Step): Match[] {
  const { run } = step;
  if (run === null) return [];
  const sight = new Sight(file, job, step);
  const names = sight.untrustedNames();
  return blocksOf(run).flatMap(({ text, line, target }): Match[] => {
    const expression = expressionsIn(text).find(({ body }) => sight.untrustedIn(body) !== null);
    const name = variablesIn(text).find((each) => names.includes(each));
    const isFile =
      hasEvent(file, ['workflow_run']) &&
      takesArtifact(job) &&
      /\b(?:cat|jq|unzip|<)\s*[^\n|]*/.test(text) &&
      !/^\s*echo\b/.test(text);
    if (expression === undefined && name === undefined && !isFile) return [];
    const what =
      expression !== undefined
        ? `\${{ ${expression.body} }}`
        : name !== undefined
          ? `$${name.toUpperCase()}`
          : 'a file of another run';
    return [
      {
        line,
        job: job.key,
        step: step.key,
        severity: hasEvent(file, PRIVILEGED_EVENTS) ? 'critical' : 'high',
        message: `${what} goes to ${target}. Strangers choose it: with a line break in it they set any variable of the steps after this one.`,
        shared: { check: 'github-env', about: target.toLowerCase() },
      },
    ];
  });
}

const takesArtifact = (job: Job): boolean =>
  job.steps.some(
    ({ uses, run }) => /download-artifact$/i.test(uses?.name ?? '') || /\bgh\s+run\s+download\b/.test(run?.value ?? ''),
  );

/** Each command that writes to one of the two files, with the lines between `{` and `}` that go there together. */
function blocksOf(run: TextNode): { text: string; line: number; target: string }[] {
  const lines = run.value.split('\n');
  let offset = 0;
  return lines.flatMap((text, index) => {
    const line = lineAt(run, offset);
    offset += text.length + 1;
    const match = TARGET.exec(text.slice(0, 4000));
    const target = match?.[1] ?? match?.[2] ?? match?.[3];
    if (target === undefined || /^\s*#/.test(text)) return [];
    if (!/^\s*\}/.test(text)) return [{ text, line, target }];
    const from = lines.slice(0, index).findLastIndex((each) => /^\s*\{/.test(each));
    return [{ text: lines.slice(Math.max(from, 0), index + 1).join('\n'), line, target }];
  });
}
