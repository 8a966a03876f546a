import { type AnsweredSection, type Answers, answersOf, rowsOf } from '#lib/inventories/shared/answers.ts';
import { failureOf } from '#lib/inventories/shared/failure-of.ts';
import { idOf } from '#lib/inventories/shared/values.ts';
import type { Json } from '#lib/scanners/shared/text.ts';

/** A project or group, which rows name by number or by path. */
interface Asked {
  readonly number: string;
  readonly path: string;
}

export interface GitlabAnswers extends Pick<Answers, 'object' | 'list'> {
  /** The answer about one project or group; undefined where there is none. */
  about(section: string, of: Asked): unknown;
  /** The same, where the answer is a list. */
  rows(section: string, of: Asked): readonly Json[] | null;
}

export function gitlabAnswers(sections: ReadonlyMap<string, AnsweredSection>): GitlabAnswers {
  const { object, list, about: byName } = answersOf(sections, answerOf);
  const about: GitlabAnswers['about'] = (section, { number, path }) => byName(section, number) ?? byName(section, path);
  return { object, list, about, rows: (section, of) => rowsOf(about(section, of)) };
}

function answerOf(row: Json): [string, unknown] | null {
  const of = row.project ?? row.group;
  const name = idOf(of) ?? (typeof of === 'string' ? of.toLowerCase() : null);
  return name === null || row.data === undefined || failureOf(row) !== null ? null : [name, row.data];
}
