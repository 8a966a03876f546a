import { normaliseAdvisories } from '#lib/domain/advisory/advisory.ts';
import { asArray, asDate, asRecord, asString, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import { StatementError } from '../contract.ts';

/** Characters of a text that an author wrote; what is longer is cut with a mark. */
const TEXT = 2000;
const NAME = 200;
/** Names of one vulnerability. */
const MOST_NAMES = 24;

/** Text of an author as one paragraph, without control characters; null where there is none. */
export function textOf(value: unknown): string | null {
  const text = typeof value === 'string' ? oneLine(value.toWellFormed(), TEXT) : '';
  return text === '' ? null : text;
}

/** A word that the document must have. @throws StatementError naming the member */
export function required(value: unknown, member: string, limit = 500): string {
  const text = asString(value)?.toWellFormed().trim() ?? '';
  if (text === '') throw new StatementError(`The document has no ${member}`, member);
  // Cut, two documents could become one.
  if (text.length > limit || /\p{Cc}/u.test(text)) {
    throw new StatementError(
      `The document's ${member} is longer than ${limit} characters, or holds control characters`,
      member,
    );
  }
  return text;
}

/** The first of the members that is a date. @throws StatementError naming the first one */
export function requiredDate(at: Json, members: readonly string[], path: string): Date {
  for (const member of members) {
    const date = dateOf(at[member]);
    if (date !== null) return date;
  }
  throw new StatementError('The document does not say of which time it is', `${path}${members.at(-1) ?? ''}`);
}

export function dateOf(value: unknown): Date | null {
  const text = asDate(value);
  return text === null ? null : new Date(text);
}

/** Names of a vulnerability, each once, normalised; what cannot be a name is left out. */
export function namesOf(values: readonly unknown[]): string[] {
  const texts = values.flatMap((value) => (typeof value === 'string' ? value : []));
  // A control character, or half a pair, is in no name, and no database holds it.
  const fit = texts.filter((text) => text.length <= NAME && !/[\p{Cc}\p{Cs}]/u.test(text));
  return normaliseAdvisories(fit).slice(0, MOST_NAMES);
}

/** The objects of an array with their positions. */
export function itemsOf(value: unknown, path: string): { item: Json; position: string }[] {
  return asArray(value).map((item, index) => ({ item: asRecord(item), position: `${path}[${index}]` }));
}
