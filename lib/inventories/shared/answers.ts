import { asRecord, isRecord, type Json } from '#lib/scanners/shared/text.ts';

/** A section of an inventory, as its document has it. */
export interface AnsweredSection {
  readonly status: string;
  readonly rows: readonly { readonly value: Json }[];
  /** Rows that could not be read: what they stand for is unknown. */
  readonly unread: readonly unknown[];
  readonly object: Json | null;
}

/** A code host's answers, with what was not answered told apart from what is empty. */
export interface Answers {
  /** A section of settings; empty where it was not read: each setting is unknown then. */
  object(section: string): Json;
  /** The rows of a list; null where it was not read whole. */
  list(section: string): readonly Json[] | null;
  /** The answer about one thing, by what rows call it in lower case; undefined where there is none. */
  about(section: string, name: string): unknown;
}

/** @param answerOf what a row calls the thing that it is about, and what it says of it; null: it is no answer */
export function answersOf(
  sections: ReadonlyMap<string, AnsweredSection>,
  answerOf: (row: Json) => [name: string, answer: unknown] | null,
): Answers {
  const asked = new Map<string, Map<string, unknown>>();
  const each = (name: string): Map<string, unknown> => {
    const read = ({ value }: { readonly value: Json }) => {
      const answer = answerOf(value);
      return answer === null ? [] : [answer];
    };
    const known = asked.get(name) ?? new Map((sections.get(name)?.rows ?? []).flatMap(read));
    asked.set(name, known);
    return known;
  };
  return {
    object: (name) => sections.get(name)?.object ?? {},
    list: (name) => {
      const section = sections.get(name);
      return section?.status === 'ok' && section.unread.length === 0 ? section.rows.map(({ value }) => value) : null;
    },
    about: (name, of) => each(name).get(of.toLowerCase()),
  };
}

/** The rows of an answer; null where there is none, or not every one. */
export function rowsOf(answer: unknown, member?: string): readonly Json[] | null {
  const list = isRecord(answer) && member !== undefined ? answer[member] : answer;
  if (!Array.isArray(list)) return null;
  const total = isRecord(answer) && typeof answer.total_count === 'number' ? answer.total_count : 0;
  return total > list.length || !list.every(isRecord) ? null : list.map(asRecord);
}
