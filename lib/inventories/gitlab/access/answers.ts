import { type AnsweredSection, flagOf, idOf, rowsOf } from '#lib/inventories/github/access/answers.ts';
import { failureOf } from '#lib/inventories/shared/failure-of.ts';
import type { Json } from '#lib/scanners/shared/text.ts';

/** GitLab's answers, with what was not answered told apart from what is empty. */
export interface GitlabAnswers {
  /** A section of settings; empty where it was not read: each setting is unknown then. */
  object(section: string): Json;
  /** The rows of a list; null where it was not read whole. */
  list(section: string): readonly Json[] | null;
  /** The answer about one project or group, which rows name by number or by path; undefined where there is none. */
  about(section: string, of: { readonly number: string; readonly path: string }): unknown;
  /** The same, where the answer is a list. */
  rows(section: string, of: { readonly number: string; readonly path: string }): readonly Json[] | null;
}

export function gitlabAnswers(sections: ReadonlyMap<string, AnsweredSection>): GitlabAnswers {
  const asked = new Map<string, Map<string, unknown>>();
  const each = (name: string): Map<string, unknown> => {
    const known = asked.get(name) ?? new Map((sections.get(name)?.rows ?? []).flatMap(({ value }) => answerOf(value)));
    asked.set(name, known);
    return known;
  };
  const about: GitlabAnswers['about'] = (section, { number, path }) =>
    each(section).get(number) ?? each(section).get(path.toLowerCase());
  return {
    object: (name) => sections.get(name)?.object ?? {},
    list: (name) => {
      const section = sections.get(name);
      return section?.status === 'ok' && section.unread.length === 0 ? section.rows.map(({ value }) => value) : null;
    },
    about,
    rows: (section, of) => rowsOf(about(section, of)),
  };
}

function answerOf(row: Json): [string, unknown][] {
  const of = row.project ?? row.group;
  const name = idOf(of) ?? (typeof of === 'string' ? of.toLowerCase() : null);
  return name === null || row.data === undefined || failureOf(row) !== null ? [] : [[name, row.data]];
}

export { flagOf, idOf };
