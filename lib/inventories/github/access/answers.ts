import { asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';

/** A section of an inventory, as its document has it. */
export interface AnsweredSection {
  readonly status: string;
  readonly rows: readonly { readonly value: Json }[];
  /** Rows that could not be read: what they stand for is unknown. */
  readonly unread: readonly unknown[];
  readonly object: Json | null;
}

/** GitHub's answers, with what was not answered told apart from what is empty. */
export interface Answers {
  /** A section of settings; empty where it was not read: each setting is unknown then. */
  object(section: string): Json;
  /** The rows of a list; null where it was not read whole. */
  list(section: string): readonly Json[] | null;
  /** The answer about one repository or team; undefined where there is none. */
  about(section: string, name: string): unknown;
}

export function answersOf(sections: ReadonlyMap<string, AnsweredSection>): Answers {
  const asked = new Map<string, Map<string, unknown>>();
  const whole = (name: string) => {
    const section = sections.get(name);
    return section?.status === 'ok' && section.unread.length === 0 ? section : null;
  };
  const each = (name: string): Map<string, unknown> => {
    const known = asked.get(name) ?? new Map((sections.get(name)?.rows ?? []).flatMap(({ value }) => answerOf(value)));
    asked.set(name, known);
    return known;
  };
  return {
    object: (name) => sections.get(name)?.object ?? {},
    list: (name) => whole(name)?.rows.map(({ value }) => value) ?? null,
    about: (name, of) => each(name).get(of.toLowerCase()),
  };
}

/** `{repo, status, data}`, or `{team, data}`. An error in place of data is no answer; "not protected" is one. */
function answerOf(row: Json): [string, unknown][] {
  const name = asString(row.repo) ?? asString(row.team);
  if (name === null || row.status === 'failed' || row.data === undefined) return [];
  const { data } = row;
  if (isRecord(data) && typeof data.message === 'string' && Object.keys(data).every((key) => ERROR.has(key))) {
    return data.message === 'Branch not protected' ? [[name.toLowerCase(), null]] : [];
  }
  return [[name.toLowerCase(), data]];
}

const ERROR = new Set(['message', 'documentation_url', 'status', 'errors']);

/** The rows of an answer; null where there is none, or not every one. */
export function rowsOf(answer: unknown, member?: string): readonly Json[] | null {
  const list = isRecord(answer) && member !== undefined ? answer[member] : answer;
  if (!Array.isArray(list)) return null;
  const total = isRecord(answer) && typeof answer.total_count === 'number' ? answer.total_count : 0;
  return total > list.length || !list.every(isRecord) ? null : list.map(asRecord);
}

export function flagOf(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** `{enabled: true}` as GitHub writes settings of a rule; what is left out there is off. */
export function enabledOf(value: unknown): boolean | null {
  return value === undefined ? false : flagOf(isRecord(value) ? value.enabled : value);
}

/** Whole numbers stay the same when names change. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null;
  return typeof value === 'string' && /^[1-9][0-9]{0,18}$/.test(value) ? value : null;
}
