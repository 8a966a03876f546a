import type { FindingRecord } from './record.ts';

/** A finding in very many files is found by the first of them. */
export const MAX_KEYWORDS = 50;

/** An index entry must stay below a third of a page; search needs no more of a path. */
const MAX_TERM = 500;

export const cutTerm = (text: string): string => text.slice(0, MAX_TERM).toWellFormed();

type Named = Pick<FindingRecord, 'advisory' | 'aliases' | 'image' | 'resource' | 'path' | 'locations'>;

/** As advisories are compared: upper case, so that nobody has to know how their names are written. */
export function advisoryKeyword(name: string): string {
  return cutTerm(name.trim().toUpperCase());
}

/** Places beyond the first: further files, paths in an image, resources, addresses, and the image itself. */
export function placesOf({ image, resource, path, locations }: Omit<Named, 'advisory' | 'aliases'>): string[] {
  // Nearly all findings have one file and nothing else.
  if (path !== null && image === null && resource === null && locations.every((at) => at.path === path)) return [];
  const places = locations.flatMap((at) => [at.path, at.path === null ? at.label : null]);
  const named = [image, resource, ...places].filter((place): place is string => place !== null && isPlace(place));
  return [...new Set(named.map(cutTerm))].filter((place) => place !== (path === null ? null : cutTerm(path)));
}

/** What is said of a place in words (`module call`, `acme/web (debian 12)`) is none. */
const isPlace = (text: string): boolean => text !== '' && !/\s/.test(text);

/** What a finding is found by beside its columns: other names of its advisory, further places. Null when there is nothing. */
export function keywordsOf(record: Named): string[] | null {
  const names = record.aliases.filter((name) => name !== record.advisory).map(advisoryKeyword);
  const keywords = [...new Set([...names, ...placesOf(record)])].slice(0, MAX_KEYWORDS);
  return keywords.length === 0 ? null : keywords;
}
