import type { Parameter } from '../connection.ts';
import { JSONB, typeOf } from './values.ts';

/** The text that is sent, with its parameters and their types (0: the server infers the type). */
export interface Compiled {
  text: string;
  values: unknown[];
  types: number[];
  /** Raw text without parameters. */
  plain: boolean;
}

export class Identifier {
  readonly text: string;
  constructor(name: string) {
    this.text = `"${name.replaceAll('"', '""').replaceAll('.', '"."')}"`;
  }
}

export class JsonParameter {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

export class Columns {
  readonly record: Readonly<Record<string, unknown>>;
  constructor(record: Readonly<Record<string, unknown>>) {
    this.record = record;
  }
}

/** A tagged template or raw text: the source of a statement, until it runs or becomes part of another one. */
export class Template {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
  /** For raw text, the parameters for its `$1`, `$2`, …; null for a template. */
  readonly numbered: readonly Parameter[] | null;
  constructor(strings: readonly string[], values: readonly unknown[], numbered: readonly Parameter[] | null = null) {
    this.strings = strings;
    this.values = values;
    this.numbered = numbered;
  }
}

/** A statement that has not run and has a template. */
export interface Templated {
  readonly template: Template;
}

const isTemplated = (value: unknown): value is Templated =>
  typeof value === 'object' && value !== null && 'template' in value && value.template instanceof Template;

/** Assembles a template and its nested parts into one statement. */
export function compile(template: Template): Compiled {
  const { numbered } = template;
  const into: Compiled = { text: '', values: [], types: [], plain: numbered?.length === 0 };
  for (const value of numbered ?? []) parameter(into, value);
  append(into, template);
  return into;
}

function append(into: Compiled, template: Template): void {
  template.strings.forEach((part, index) => {
    if (index > 0) into.text += written(into, template.values[index - 1]);
    into.text += part;
  });
}

function written(into: Compiled, value: unknown): string {
  if (value instanceof Identifier) return value.text;
  if (value instanceof Columns) return columns(into, value.record);
  if (isTemplated(value)) return nested(into, value.template);
  if (Array.isArray(value) && isTemplated(value[0])) {
    return value.map((part: Templated) => nested(into, part.template)).join(' ');
  }
  return parameter(into, value);
}

function nested(into: Compiled, template: Template): string {
  if (template.numbered?.length)
    throw new TypeError('A statement with numbered parameters cannot be a part of another.');
  const part: Compiled = { ...into, text: '' };
  append(part, template);
  return part.text;
}

function parameter(into: Compiled, value: unknown): string {
  if (value === undefined) throw new TypeError('A statement was given undefined: null is what a column can hold.');
  if (typeof value === 'object' && value !== null && 'then' in value) {
    throw new TypeError('A part of a statement must come from the same connection as the statement.');
  }
  const isJson = value instanceof JsonParameter;
  into.values.push(isJson ? value.value : value);
  into.types.push(isJson ? JSONB : typeOf(value));
  return `$${into.values.length}`;
}

function columns(into: Compiled, record: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(record);
  const quoted = names.map((name) => new Identifier(name).text);
  const places = names.map((name) => written(into, record[name]));
  if (/\bset\s*$/i.test(into.text)) return quoted.map((name, index) => `${name} = ${places[index]}`).join(', ');
  return `(${quoted.join(', ')}) values (${places.join(', ')})`;
}
