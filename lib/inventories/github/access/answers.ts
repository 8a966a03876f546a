import { type AnsweredSection, type Answers, answersOf } from '#lib/inventories/shared/answers.ts';
import { flagOf } from '#lib/inventories/shared/values.ts';
import { asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';

export const githubAnswers = (sections: ReadonlyMap<string, AnsweredSection>): Answers => answersOf(sections, answerOf);

/** `{repo, status, data}`, or `{team, data}`. An error in place of data is no answer; "not protected" is one. */
function answerOf(row: Json): [string, unknown] | null {
  const name = asString(row.repo) ?? asString(row.team);
  if (name === null || row.status === 'failed' || row.data === undefined) return null;
  const { data } = row;
  if (isRecord(data) && typeof data.message === 'string' && Object.keys(data).every((key) => ERROR.has(key))) {
    return data.message === 'Branch not protected' ? [name.toLowerCase(), null] : null;
  }
  return [name.toLowerCase(), data];
}

const ERROR = new Set(['message', 'documentation_url', 'status', 'errors']);

/** `{enabled: true}` as GitHub writes settings of a rule; what is left out there is off. */
export function enabledOf(value: unknown): boolean | null {
  return value === undefined ? false : flagOf(isRecord(value) ? value.enabled : value);
}
