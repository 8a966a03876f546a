import type { JsonItem } from '#lib/scanners/shared/json.ts';
import { isRecord } from '#lib/scanners/shared/text.ts';
import type { Given, SectionShape } from './section.ts';
import type { Slimmer } from './slim.ts';

/** Where rows of a section stand below a place in a document; the place of a whole document is ``. */
export function cutsOf({ kind, list, lists = [] }: SectionShape, place: string): string[] {
  if (kind === 'object' || kind === 'text') return [];
  const below = (name: string): string => (place === '' ? `${name}[]` : `${place}.${name}[]`);
  if (kind === 'lists') return lists.map(below);
  return [`${place}[]`, ...(list === undefined ? [] : [below(list)])];
}

export function takeRow(
  into: NonNullable<Given>,
  item: JsonItem,
  slimmer: Slimmer,
  { whole = [] }: SectionShape,
  file = '',
): void {
  const position = file === '' ? item.position : `${file} ${item.position}`;
  const list = /([^.[]+)\[\]$/.exec(item.cut)?.[1] ?? '';
  const slim = whole.includes(list) ? item.value : slimmer.slim(item.value, position);
  if (isRecord(slim)) into.rows.push({ value: slim, position, list });
  else into.unread.push({ position, reason: 'not an object' });
}
