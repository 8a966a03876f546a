const compiled = new Map<string, RegExp>();
const MANY = 20_000;

/** Clouds know `*` and `?` alone, and both go over every sign, slashes and colons too. */
export function matchesWildcard(pattern: string, value: string, question = true): boolean {
  const key = `${question ? '?' : ''} ${pattern}`;
  let regex = compiled.get(key);
  if (regex === undefined) {
    if (compiled.size > MANY) compiled.clear();
    const literal = (text: string) => text.replaceAll(/[.+^${}()|[\]\\/?]/g, '\\$&');
    const source = pattern
      .split('*')
      .map((part) => (question ? part.split('?').map(literal).join('.') : literal(part)))
      .join('.*');
    regex = new RegExp(`^${source}$`, 'su');
    compiled.set(key, regex);
  }
  return regex.test(value);
}
