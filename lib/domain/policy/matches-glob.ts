/**
 * Whether a name matches a pattern: `*` is any run of characters without a slash, `**` any at all. Letter case does not
 * matter, as on the hosts of repositories. Takes no longer than the two lengths multiplied, whatever the pattern.
 */
export function matchesGlob(pattern: string, name: string): boolean {
  const tokens = tokensOf(pattern.toLowerCase());
  const text = name.toLowerCase();
  // Places in the pattern that the text so far may have reached.
  let reached = skipStars(new Set([0]), tokens);
  for (const character of text) {
    const next = new Set<number>();
    for (const place of reached) {
      const token = tokens[place];
      if (token === undefined) continue;
      if (token === '**' || (token === '*' && character !== '/')) next.add(place);
      else if (token === character) next.add(place + 1);
    }
    reached = skipStars(next, tokens);
  }
  return reached.has(tokens.length);
}

function tokensOf(pattern: string): string[] {
  const tokens: string[] = [];
  for (const character of pattern) {
    const last = tokens.at(-1);
    if (character !== '*') tokens.push(character);
    else if (last === '*' || last === '**') tokens[tokens.length - 1] = '**';
    else tokens.push('*');
  }
  return tokens;
}

/** A star may stand for nothing. */
function skipStars(places: Set<number>, tokens: readonly string[]): Set<number> {
  for (const place of places) {
    if (tokens[place] === '*' || tokens[place] === '**') places.add(place + 1);
  }
  return places;
}
