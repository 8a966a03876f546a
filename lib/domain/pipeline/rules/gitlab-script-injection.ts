import { lineAt, type TextNode } from '#lib/domain/pipeline/node.ts';
import { GITLAB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';

export const gitlabScriptInjection: Rule = {
  of: 'gitlab',
  id: 'gitlab-script-injection',
  title: 'A value that whoever pushes chooses is read as commands',
  why: 'The title of a merge request, the message of a commit and the name of a branch are free text. Where eval, sh -c or another interpreter reads them, $(…) in them is a command.',
  fix: 'Use the variable as a value, in quotes, and do not let an interpreter read it: "$CI_COMMIT_TITLE" as an argument, never within the text of a command.',
  severity: 'high',
  controls: ['CICD-SEC-4', 'CIS 2.3'],
  cwes: [78, 94],
  references: [GITLAB_DOCS.security, GITLAB_DOCS.variables],
  check: (file) => file.jobs.flatMap((job) => job.scripts.flatMap((script) => inScript(script, job.key))),
};

/** Variables whose values are free text of whoever pushes, or opens a merge request. */
const FREE_TEXT =
  /\$(?:\{)?(CI_COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|AUTHOR|REF_NAME|BRANCH|TAG|TAG_MESSAGE)|CI_MERGE_REQUEST_(?:TITLE|DESCRIPTION|SOURCE_BRANCH_NAME|LABELS|MILESTONE|ASSIGNEES)|CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME|CI_BUILD_REF_NAME)\b/;

/** Places where text is read as commands: what follows is the text. */
const INTERPRETERS: readonly RegExp[] = [
  /(?:^|[\s;&|(])eval\s+(.*)$/,
  /(?:^|[\s;&|(])(?:ba|z|da|k|a)?sh\s+(?:-\w+\s+){0,4}-\w*c\s+(".*)$/,
  /(?:^|[\s;&|(])(?:python[\d.]*\s+-c|node\s+-e|ruby\s+-e|perl\s+-e|php\s+-r)\s+(".*)$/,
  /(?:^|[\s;&|(])ssh\s+[^"']{0,300}?("[^"]*")/,
  /(?:^|[\s;&|(])docker\s+(?:exec|run)\s[^"']{0,300}?\bsh\s+-\w*c\s+(".*)$/,
  /(?:^|[\s;&|(])(?:Invoke-Expression|iex)\s+(.*)$/i,
  /(?:^|[\s;&|(])(?:xargs\s+)?su\s+[^"']{0,100}-c\s+(".*)$/,
];

function inScript(script: TextNode, job: string): Match[] {
  let offset = 0;
  return script.value
    .slice(0, 200_000)
    .split('\n')
    .flatMap((whole): Match[] => {
      const line = lineAt(script, offset);
      offset += whole.length + 1;
      const text = whole.slice(0, 4000);
      if (/^\s*#/.test(text)) return [];
      const name = INTERPRETERS.map(
        (shape) => FREE_TEXT.exec(withoutSingleQuotes(shape.exec(text)?.[1] ?? ''))?.[1],
      ).find((each) => each !== undefined);
      if (name === undefined) return [];
      return [
        {
          line,
          job,
          step: name,
          message: `$${name} is part of a text that is read as commands. Whoever pushes, or opens a merge request, chooses it.`,
        },
      ];
    });
}

/** The shell puts nothing into what stands in single quotes; eval reads it all the same. */
const withoutSingleQuotes = (text: string): string =>
  /^\s*'/.test(text) ? text : text.replace(/(?<=^[^"]*)'[^']*'(?=[^"]*$)/g, "''");
