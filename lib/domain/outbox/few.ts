/** Few names, then how many more. */
export const few = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

/** Ids and names come from reports and CI: one line, not longer than anybody reads. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{C}\s]+/gu, ' ')
    .slice(0, 100)
    .toWellFormed();
