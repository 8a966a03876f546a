import { shellWord } from '#lib/domain/action/shell-word.ts';

/** A command of Azure's command line; null where a name is not fit to be typed. */
export function azCommand(words: readonly string[], options: Readonly<Record<string, string>>): string | null {
  const given = Object.entries(options).map(([name, value]) => {
    const word = shellWord(value);
    return word === null ? null : `--${name} ${word}`;
  });
  return given.includes(null) ? null : ['az', ...words, ...given].join(' ');
}
