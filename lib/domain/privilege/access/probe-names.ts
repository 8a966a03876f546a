import { isWildcard } from './match-ref.ts';

/** A name that nobody's pattern is likely to mean. */
const FRESH = 'zq7-branch';
const DEEPEST = 6;
const PAIRED = 12;

/**
 * Names of branches that do not exist yet, so many that where any new name escapes all of these patterns (or matches one
 * and escapes others) one of the names does: one in each depth of folders, one that each pattern means, with as few and
 * with more folders than it needs, and one that each two patterns mean together.
 */
export function probeNames(patterns: Iterable<string>): string[] {
  const distinct = [...new Set(patterns)].filter((pattern) => !pattern.startsWith('~') && pattern !== '');
  const depth = Math.min(DEEPEST, 1 + Math.max(1, ...distinct.map((pattern) => pattern.split('/').length)));
  const names = new Set<string>();
  for (let at = 1; at <= depth; at += 1) names.add(Array(at).fill(FRESH).join('/'));
  for (const pattern of distinct) for (const name of meant(pattern)) names.add(name);
  const starred = distinct.filter(isWildcard).slice(0, PAIRED);
  for (const first of starred) for (const second of starred) if (first !== second) names.add(joined(first, second));
  return [...names].filter((name) => /^[^/].*[^/]$|^[^/]$/.test(name) && !name.includes('//'));
}

function meant(pattern: string): string[] {
  const fill = (text: string, folders: string) =>
    text
      .replaceAll('**/', folders)
      .replaceAll(/\*+/g, FRESH)
      .replaceAll('?', 'q')
      .replaceAll(/\[([!^]?)([^\]])[^\]]*\]/g, (_, negated: string, first: string) => (negated === '' ? first : 'q'))
      .replaceAll(/\\(.)/g, '$1');
  return [fill(pattern, ''), fill(pattern, `${FRESH}/`)];
}

/** What begins as one pattern does and ends as another. */
function joined(first: string, second: string): string {
  const before = first.slice(0, first.search(/[*?[]/));
  const after = /[^*?\]]*$/.exec(second)?.[0] ?? '';
  return `${before}${FRESH}${after}`;
}

/** Whether a name is one of ours, which nobody has given to a branch. */
export function isFresh(name: string): boolean {
  return name.includes(FRESH);
}
