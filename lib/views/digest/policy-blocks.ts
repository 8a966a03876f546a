import type { OpenDecisions } from '#db/queries/gate-history.ts';
import type { Digest, DigestDecisions, DigestOpenDecisions } from '#lib/domain/digest/digest.ts';
import { localTime } from '#lib/domain/digest/local-time.ts';
import { headerText } from '#lib/domain/mail/header-text.ts';
import { gateFigures } from '#lib/domain/policy/gate-figures.ts';
import type { Draft } from './draft-digest.ts';
import { SHOWN, type Week } from './read-week.ts';

type Names = ReadonlyMap<number, string>;

const namesOf = ({ rows }: Draft): Names => new Map(rows.map(({ repoId, fullName }) => [repoId, fullName]));

/** The lists that have as many of a repository. */
interface DecisionPaths {
  ending: (repository: string) => string;
  waiting: (repository: string) => string;
}

const EXCEPTION_PATHS: DecisionPaths = {
  ending: (repository) => `/exceptions?repo=${repository}&show=ending`,
  waiting: (repository) => `/exceptions?repo=${repository}&show=requested`,
};
const EXEMPTION_PATHS: DecisionPaths = {
  ending: (repository) => `/repositories/${repository}/coverage?exempt=ending`,
  waiting: (repository) => `/repositories/${repository}/coverage?exempt=requested`,
};

/** Exceptions and exemptions that end soon, and those that wait for approval: the repository first of which one is next. */
export function decisionsOf(
  { exceptions, exemptions }: Week,
  draft: Draft,
  timeZone: string,
): Pick<Digest, 'exceptions' | 'exemptions'> {
  const names = namesOf(draft);
  return {
    exceptions: openDecisions(exceptions, names, EXCEPTION_PATHS, timeZone),
    exemptions: openDecisions(exemptions, names, EXEMPTION_PATHS, timeZone),
  };
}

function openDecisions(
  rows: readonly OpenDecisions[],
  names: Names,
  paths: DecisionPaths,
  timeZone: string,
): DigestOpenDecisions {
  const listOf = (
    pick: (row: OpenDecisions) => { count: number; at: Date | null },
    pathOf: DecisionPaths['ending'],
  ) => {
    const all = rows.flatMap((row) => {
      const { count, at } = pick(row);
      const repository = names.get(row.repoId);
      return at === null || repository === undefined ? [] : [{ repository, count, at }];
    });
    all.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.repository < b.repository ? -1 : 1));
    const items = all.slice(0, SHOWN).map(
      ({ repository, count, at }): DigestDecisions => ({
        ...{ repository, count, day: localTime(at, timeZone).day },
        path: pathOf(repository),
      }),
    );
    return { list: { items, total: all.length }, count: all.reduce((sum, { count }) => sum + count, 0) };
  };
  const ending = listOf(({ ending: count, firstEnd: at }) => ({ count, at }), paths.ending);
  const waiting = listOf(({ waiting: count, firstAsked: at }) => ({ count, at }), paths.waiting);
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
