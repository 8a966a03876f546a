import { shellWord } from '#lib/domain/action/shell-word.ts';

type Method = 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';

/**
 * A command that changes one setting by GitHub's API. Names are what somebody chose: null where one is not fit to be
 * typed, instead of a command that does something else.
 */
export function githubCommand(
  method: Method,
  path: readonly string[],
  fields: Readonly<Record<string, string | boolean | number>> = {},
): string | null {
  const address = shellWord(path.map(encoded).join('/'));
  const given = Object.entries(fields).map(([name, value]) => {
    const word = shellWord(`${name}=${value}`);
    return word === null ? null : `${typeof value === 'string' ? '-f' : '-F'} ${word}`;
  });
  if (address === null || given.includes(null)) return null;
  return ['gh api', `-X ${method}`, address, ...given].join(' ');
}

/** The number in an id such as `repo:42`. */
export const numberOf = (id: string): string => id.slice(id.lastIndexOf(':') + 1);

/** Names come from reports: half a character must not end the reading. */
const encoded = (part: string): string =>
  part
    .split('/')
    .map((word) => encodeURIComponent(word.toWellFormed()))
    .join('/');
