/** Most people whom one comment mentions. */
const MAX_MENTIONS = 20;
/** The longest name or address that is looked for behind an `@`. */
const LONGEST = 100;

/** Somebody who can be mentioned: by name, or, where several have one name, by address. */
interface Mentionable {
  id: number;
  name: string;
  email: string;
}

/** Code is said as it is: an `@` in it means nobody. */
const CODE = /`[^`\n]{1,1000}`/g;

/** The places of `@` that may mean somebody: at the start of a word, and not in code. */
function placesIn(text: string): number[] {
  const code = [...text.matchAll(CODE)].map((match) => [match.index, match.index + match[0].length] as const);
  const places: number[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const before = text[at - 1];
    const isInWord = before !== undefined && /[\p{L}\p{N}._@-]/u.test(before);
    if (!isInWord && !code.some(([from, to]) => at >= from && at < to)) places.push(at);
  }
  return places;
}

/** What stands behind each `@`, in lower case: the beginning of it may be a name. */
export function mentionTexts(text: string): string[] {
  return placesIn(text)
    .slice(0, MAX_MENTIONS * 5)
    .map((at) => text.slice(at + 1, at + 1 + LONGEST).toLowerCase());
}

/** How much of a text, behind an `@`, names the person: 0 where it does not. */
function namedLength(rest: string, spelling: string): number {
  const lower = spelling.toLowerCase();
  if (lower === '' || !rest.startsWith(lower)) return 0;
  const next = rest[lower.length];
  return next !== undefined && /[\p{L}\p{N}]/u.test(next) ? 0 : lower.length;
}

/**
 * A text with `@{id}` in place of each person whom it names, so that it names nobody who is removed, and follows names
 * that change. The longest name counts; one that several people have means none of them.
 */
export function placeMentions(text: string, people: readonly Mentionable[]): { body: string; mentions: number[] } {
  const mentions = new Set<number>();
  let body = '';
  let from = 0;
  for (const at of placesIn(text)) {
    const rest = text.slice(at + 1, at + 1 + LONGEST).toLowerCase();
    const found = people
      .map(({ id, name, email }) => ({ id, length: Math.max(namedLength(rest, name), namedLength(rest, email)) }))
      .filter(({ length }) => length > 0);
    const longest = Math.max(0, ...found.map(({ length }) => length));
    const [one, ...others] = found.filter(({ length }) => length === longest);
    if (one === undefined || others.length > 0 || (mentions.size >= MAX_MENTIONS && !mentions.has(one.id))) continue;
    mentions.add(one.id);
    body += `${text.slice(from, at)}@{${one.id}}`;
    from = at + 1 + one.length;
  }
  return { body: body + text.slice(from), mentions: [...mentions] };
}

/** The text as people read it: each person by the name of now. What looks like a mention and is none stays as it is. */
export function nameMentions(body: string, mentions: readonly number[], names: ReadonlyMap<number, string>): string {
  return body.replace(/@\{(\d{1,10})\}/g, (all, text: string) => {
    const id = Number(text);
    return mentions.includes(id) ? `@${names.get(id) ?? 'removed person'}` : all;
  });
}
