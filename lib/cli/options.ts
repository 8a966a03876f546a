import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { z } from 'zod';
import { Fault, messageOf } from '#lib/errors.ts';

export interface Options {
  values: Record<string, string | undefined>;
  /** Options that may be given several times, with all their values. */
  lists: Record<string, string[]>;
  /** The flags that were given. */
  flags: ReadonlySet<string>;
  positionals: string[];
}

export interface Known {
  values?: readonly string[];
  lists?: readonly string[];
  flags?: readonly string[];
}

/** Reads `--name value`, `--name=value` and `--flag`. @throws Fault `invalid_input` for what the verb does not know */
export function readOptions(args: string[], { values = [], lists = [], flags = [] }: Known = {}): Options {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const name of values) options[name] = { type: 'string' };
  for (const name of lists) options[name] = { type: 'string', multiple: true };
  for (const name of flags) options[name] = { type: 'boolean' };
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true });
    const given = new Set(flags.filter((name) => parsed.values[name] === true));
    const result: Options = { values: {}, lists: {}, flags: given, positionals: parsed.positionals };
    for (const [name, value] of Object.entries(parsed.values)) {
      if (Array.isArray(value)) result.lists[name] = value.map(String);
      else if (typeof value === 'string') result.values[name] = value;
    }
    return result;
  } catch (error) {
    throw new Fault('invalid_input', messageOf(error), { cause: error });
  }
}

/**
 * @param names option names of fields whose option is called differently
 * @throws Fault `invalid_input` naming every option that is wrong
 */
export function check<T extends z.ZodType>(
  schema: T,
  value: unknown,
  names: Readonly<Record<string, string>> = {},
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => {
    const field = String(path[0] ?? '');
    return `${field ? `--${names[field] ?? field} ` : ''}${message}`;
  });
  throw new Fault('invalid_input', lines.join('\n'));
}

export function required(options: Options, name: string): string {
  const value = options.values[name];
  if (value === undefined) throw new Fault('invalid_input', `--${name} is missing.`);
  return value;
}
