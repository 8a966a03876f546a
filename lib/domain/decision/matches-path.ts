import { matchesWord } from './matches-word.ts';

/**
 * Whether a path matches a pattern: `*` is any run of characters in one name, `**` any folders, also none. A pattern
 * without a slash, other than at its end, is a name in any folder; one that ends with a slash is all that the folder holds. Letter case matters. Takes no
 * longer than the numbers of names multiplied, times what comparing two names takes.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const wanted = partsOf(pattern);
  const names = path.replace(/^(?:\.?\/)+/, '').split('/');
  // Places in the pattern that the names so far may have reached.
  let reached = skipFolders(new Set([0]), wanted);
  for (const name of names) {
    const next = new Set<number>();
    for (const place of reached) {
      const part = wanted[place];
      if (part === undefined) continue;
      if (part === '**') next.add(place);
      else if (matchesWord(part, name)) next.add(place + 1);
    }
    reached = skipFolders(next, wanted);
    if (reached.size === 0) return false;
  }
  return reached.has(wanted.length);
}

function partsOf(pattern: string): string[] {
  const plain = pattern.replace(/^(?:\.?\/)+/, '');
  const whole = plain.endsWith('/') ? `${plain}**` : plain;
  return (pattern.slice(0, -1).includes('/') ? whole : `**/${whole}`).split('/');
}

/** `**` may stand for no folder. */
function skipFolders(places: Set<number>, wanted: readonly string[]): Set<number> {
  for (const place of places) if (wanted[place] === '**') places.add(place + 1);
  return places;
}
