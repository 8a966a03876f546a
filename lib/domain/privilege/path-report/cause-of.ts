import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import type { FactChange } from '#lib/domain/privilege/path/fact-changes.ts';
import { namesById } from '#lib/domain/privilege/path/setting-words.ts';

/** A changed fact in words: `acme/web › environments › production › preventSelfReview`. */
export interface PathCause {
  readonly where: readonly string[];
  readonly before: string | null;
  readonly after: string | null;
}

const LONGEST = 200;

/** A changed fact in names: where it is, from the outside in, and what it was and is. */
export function causeOf(
  before: AccessFacts,
  now: AccessFacts,
  { place, before: was, after: is }: FactChange,
): PathCause {
  const [old, current] = [namesById(before), namesById(now)];
  const name = (id: string): string => (current(id) === id ? old(id) : current(id));
  const own = place[0] === 'gitlab' ? place.slice(1) : place;
  const fields = own[0] === 'repositories' || own[0] === 'projects' || own[0] === 'groups' ? own.slice(1) : own;
  // What came into a list or went from it is a place of its own; it is told as a value.
  const where = fields.filter((field) => !/^["{[]/.test(field)).map(name);
  return { where, before: inWords(was, name), after: inWords(is, name) };
}

function inWords(value: unknown, name: (id: string) => string): string | null {
  if (value === undefined) return null;
  if (value === null) return 'unknown';
  const text = JSON.stringify(value, (_, each) => (typeof each === 'string' ? name(each) : each));
  const words = text.replaceAll(/["{}]/g, '').replaceAll(/[,:]/g, '$& ');
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1).toWellFormed()}…` : words;
}
