import { shellWord } from '#lib/domain/action/shell-word.ts';

/** A command of the AWS command line; null where a name is not fit to be typed. */
export function awsCommand(
  words: readonly string[],
  options: Readonly<Record<string, string | number>>,
): string | null {
  const given = Object.entries(options).map(([name, value]) => {
    const word = shellWord(String(value));
    return word === null || value === '' ? null : `--${name} ${word}`;
  });
  return given.includes(null) ? null : ['aws', ...words, ...given].join(' ');
}
