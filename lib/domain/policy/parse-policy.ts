import type { z } from 'zod';
import { nearestWord } from './nearest-word.ts';
import { type PolicyProblem, readYaml } from './read-yaml.ts';
import {
  LIMITED_SEVERITIES,
  overrideDocument,
  type Policy,
  type PolicyOverride,
  policyDocument,
  policyRule,
  RULE_KINDS,
} from './schema.ts';

export type Parsed<T> = { policy: T } | { problems: PolicyProblem[] };

/** The text of an organization's policy as rules, or everything that is wrong with it, in order of lines. */
export const parsePolicy = (text: string): Parsed<Policy> => parseWith(policyDocument, text);

/** The same for the override of a repository. */
export const parseOverride = (text: string): Parsed<PolicyOverride> => parseWith(overrideDocument, text);

function parseWith<T>(schema: z.ZodType<T>, text: string): Parsed<T> {
  const document = readYaml(text);
  if ('problems' in document) return document;
  const { value, positionOf } = document;
  if (value === null || value === undefined) {
    const message = 'A policy begins with "version: 1" and has a list of "rules".';
    return { problems: [{ line: 1, column: 1, path: '', message }] };
  }
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { policy: result.data };
  const problems = result.error.issues.flatMap((issue) =>
    problemsOf(issue, value).map(({ key, message }) => ({
      ...positionOf(issue.path, key),
      path: pathText(key === undefined ? issue.path : [...issue.path, key]),
      message,
    })),
  );
  return { problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, document: unknown): { key?: string; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(issue.path, document);
    return issue.keys.map((key) => ({ key, message: unknownKey(key, known) }));
  }
  return [{ message: sentenceOf(issue, document) }];
}

/** Words of the document, as they are shown: short. */
const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text;
};

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearestWord(key, known);
  const hint = near === null ? `Known here: ${known.join(', ')}.` : `Did you mean ${near}?`;
  return `There is no ${shown(key)} here. ${hint}`;
}

function sentenceOf(issue: Issue, document: unknown): string {
  const last = issue.path.at(-1);
  const name = typeof last === 'string' ? last : 'This';
  if (issue.code === 'invalid_type' && issue.input === undefined) return `${name} is missing.`;
  if (issue.code === 'invalid_union' && last === 'kind') return oneOf(name, valueAt(issue.path, document), RULE_KINDS);
  if (issue.code === 'invalid_value') return oneOf(name, valueAt(issue.path, document), issue.values.map(String));
  return `${name}: ${issue.message.replace(/\.$/, '')}.`;
}

function oneOf(name: string, given: unknown, words: readonly string[]): string {
  if (given === undefined) return `${name} is missing: ${words.join(', ')}.`;
  const near = typeof given === 'string' ? nearestWord(given, words) : null;
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  return words.length === 1 ? `${name} must be ${words[0]}.` : `${name} must be one of ${words.join(', ')}.${hint}`;
}

const KEYS_OF: ReadonlyMap<string, readonly string[]> = new Map(
  policyRule.options.map((option) => [option.shape.kind.value, Object.keys(option.shape)]),
);

/** Names that the schema knows at a place. */
function keysAt(path: readonly PropertyKey[], document: unknown): readonly string[] {
  const last = path.at(-1);
  if (path.length === 0) return Object.keys(policyDocument.shape);
  if (last === 'overrides') return ['allow'];
  if (last === 'max') return LIMITED_SEVERITIES;
  if (last === 'when') return ['refs', 'repositories', 'pipelines', 'labels', 'criticality', 'exposure'];
  const kind = valueAt([...path, 'kind'], document);
  return KEYS_OF.get(String(kind)) ?? [];
}

function valueAt(path: readonly PropertyKey[], value: unknown): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}

/** `rules[2].max` */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? shown(String(step)) : `${text}.${shown(String(step))}`;
  }, '');
}
