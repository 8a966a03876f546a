/** Somebody who was erased: what inventories called them, and what history calls them from now on. */
export interface Erased {
  ids: readonly string[];
  names: readonly string[];
  id: string;
  name: string;
}

/** A copy of what was stored in which nobody of these is named, in no text: neither alone nor among other words. */
export function withoutPerson(value: unknown, people: readonly Erased[]): unknown {
  if (typeof value === 'string') return people.reduce(renamed, value);
  if (Array.isArray(value)) return value.map((each) => withoutPerson(each, people));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutPerson(each, people)]));
}

function renamed(text: string, { ids, names, id, name }: Erased): string {
  const unnamed = names.reduce((left, known) => replaceWord(left, known, name), text);
  return ids.reduce((left, known) => replaceWord(left, known, id), unnamed);
}

const isPart = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}_./-]/u.test(sign);

/** Text is hostile: it is compared, and no expression is made of it. */
function replaceWord(text: string, word: string, by: string): string {
  if (word === '') return text;
  let made = '';
  let from = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (isPart(text[at - 1]) || isPart(text[at + word.length])) continue;
    made += `${text.slice(from, at)}${by}`;
    from = at + word.length;
  }
  return `${made}${text.slice(from)}`;
}
