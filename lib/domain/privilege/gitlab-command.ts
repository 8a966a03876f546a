import { shellWord } from '#lib/domain/action/shell-word.ts';

/** A command that changes one setting by GitLab's API; null where a name is not fit to be typed. */
export function gitlabCommand(
  method: 'PUT' | 'PATCH' | 'DELETE',
  path: readonly string[],
  fields: Readonly<Record<string, string | boolean | number>> = {},
): string | null {
  const address = shellWord(path.map((part) => encodeURIComponent(part.toWellFormed())).join('/'));
  const given = Object.entries(fields).map(([name, value]) => {
    const word = shellWord(`${name}=${value}`);
    return word === null ? null : `-f ${word}`;
  });
  if (address === null || given.includes(null)) return null;
  return ['glab api', `-X ${method}`, address, ...given].join(' ');
}
