import type { OpenDecisions } from '#db/queries/gate-history.ts';
import type { Digest, DigestDecisions } from '#lib/domain/digest/digest.ts';
import { localTime } from '#lib/domain/digest/local-time.ts';
import { headerText } from '#lib/domain/mail/header-text.ts';
import { gateFigures } from '#lib/domain/policy/gate-figures.ts';
import type { Draft } from './draft-digest.ts';
import { SHOWN, type Week } from './read-week.ts';

type Names = ReadonlyMap<number, string>;

const namesOf = ({ rows }: Draft): Names => new Map(rows.map(({ repoId, fullName }) => [repoId, fullName]));

/** Exceptions that end soon, and those that wait for approval: the repository first of which one is next. */
export function exceptionsOf({ decisions }: Week, draft: Draft, timeZone: string): Digest['exceptions'] {
  const names = namesOf(draft);
  const listOf = (pick: (row: OpenDecisions) => { count: number; at: Date | null }, show: string) => {
    const all = decisions.flatMap((row) => {
      const { count, at } = pick(row);
      const repository = names.get(row.repoId);
      return at === null || repository === undefined ? [] : [{ repository, count, at }];
    });
    all.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.repository < b.repository ? -1 : 1));
    const items = all.slice(0, SHOWN).map(
      ({ repository, count, at }): DigestDecisions => ({
        ...{ repository, count, day: localTime(at, timeZone).day },
        path: `/exceptions?repo=${repository}${show}`,
      }),
    );
    return { list: { items, total: all.length }, count: all.reduce((sum, { count }) => sum + count, 0) };
  };
  const ending = listOf(({ ending: count, firstEnd: at }) => ({ count, at }), '');
  const waiting = listOf(({ waiting: count, firstAsked: at }) => ({ count, at }), '&show=requested');
  return {
    ...{ ending: ending.list, endingCount: ending.count },
    ...{ waiting: waiting.list, waitingCount: waiting.count },
  };
}

/** How reports came out, by which rule most failed, and where. */
export function gatesOf({ gates, failedRules }: Week, draft: Draft): Digest['gates'] {
  const names = namesOf(draft);
  const { judged, failed, rules, repositories } = gateFigures(gates, failedRules, (id) => names.get(id));
  const [rule] = rules;
  const items = repositories.slice(0, SHOWN).map(({ repository, ...counts }) => ({
    ...{ repository, ...counts },
    path: `/policy/gates?repo=${repository}&outcome=fail`,
  }));
  return {
    ...{ judged, failed, items, total: repositories.length },
    rule: rule === undefined ? null : { id: headerText(rule.id), failed: rule.failed },
  };
}
