import { needs } from './delivery.ts';
import type { Recipe } from './recipe.ts';

export interface SnippetInput {
  /** Where this installation is reached: `https://plumbline.example.com`. */
  address: string;
  recipe: Recipe;
  /** `owner/name`; null: the CI system, or the checkout's remote, knows it. */
  repo: string | null;
}

export interface BuiltSnippet {
  title: string;
  code: string;
  /** Where the token and other secrets are put, one sentence. */
  secrets: string;
}

type Field = readonly [name: string, word: string];

export const indent = (lines: readonly string[], by: number): string =>
  lines.map((line) => `${' '.repeat(by)}${line}`).join('\n');

/** The scan; exit codes that mean "found something" are no failure. */
export function scanLines({ command, folder, found, settings = [] }: Recipe): string[] {
  return [
    ...settings.map(([name, example]) => needs(name, `For example ${example}`)),
    ...(folder === undefined ? [] : [`export PATH="$HOME/.plumbline/${folder}/bin:$PATH"`]),
    found === undefined ? command : `${command} || [ $? -eq ${found} ]`,
  ];
}

/** The same where the script goes on after a failure, to send what there is as incomplete. */
export function scanAndGoOn(recipe: Recipe): string[] {
  const lines = scanLines(recipe);
  const last = lines.pop() ?? '';
  return [...lines, `rm -f ${recipe.file}`, 'complete=', `${last} || complete=false`];
}

/** Fails the job for a failed scan, once its report is sent. */
export const failLine = (variable: string): string =>
  `[ -z "$${variable}" ] || { echo 'The scan failed: what it wrote was sent as incomplete' >&2; exit 1; }`;

/** An empty report of some scanners says nothing of who wrote it. */
export const claim = ({ isNamed, scanner }: Recipe): Field[] => (isNamed === true ? [['scanner', scanner]] : []);

export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

export const secretsOf = ({ secrets = [] }: Recipe): string[] => ['PLUMBLINE_TOKEN', ...secrets];

export function settingsNote({ settings = [] }: Recipe, kind: string): string {
  return settings.length === 0 ? '' : ` ${listed(settings.map(([name]) => name))} as ${kind}.`;
}

/** `owner/name` of the remote that this shell variable or command names, whatever the form of its address. */
export const fromRemote = (remote: string): string =>
  `"$(${remote} | sed 's|^[a-z+]*://[^/]*/||; s|^[^/:]*:||; s|[.]git$||')"`;

/** A step of the shell. In Groovy's ''' strings a backslash must be doubled to reach it. */
export function groovy(lines: readonly string[], by: number): string {
  const text = indent(lines, by + 2).replaceAll('\\', '\\\\');
  return `sh '''\n${text}\n${' '.repeat(by)}'''`;
}
