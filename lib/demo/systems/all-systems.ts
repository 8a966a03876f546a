import { homeOf } from '#lib/domain/privilege/inventory-facts.ts';
import { addDays, startOfDay } from '#lib/domain/time.ts';
import { PATH_SOURCES } from '#lib/services/path/apart/protocol.ts';
import type { DemoRepository } from '../company.ts';
import { awsSystem } from './aws-system.ts';
import { cyberarkSystem } from './cyberark-system.ts';
import { githubSystem } from './github-system.ts';
import { gitlabSystem } from './gitlab-system.ts';
import type { SystemMoment, SystemReport } from './system-report.ts';

const SYSTEMS: readonly ((moment: SystemMoment) => SystemReport)[] = [
  githubSystem,
  gitlabSystem,
  awsSystem,
  cyberarkSystem,
];
const PICTURES = [1, 2, 3] as const;
/** Early, before the day's work. */
const HOUR = 5;

/**
 * When the three pictures of each system are taken: the second on the Friday of the last whole week, which the last
 * Monday's mail tells of, the third yesterday.
 */
function daysOf(now: Date): readonly [Date, Date, Date] {
  const today = startOfDay(now);
  const monday = addDays(today, -((today.getUTCDay() + 6) % 7));
  return [addDays(monday, -17), addDays(monday, -3), addDays(today, -1)];
}

/** What collectors deliver on a day of the demo, each system's own. */
export function systemReports(day: Date, now: Date, among: readonly DemoRepository[]): SystemReport[] {
  const pictures = daysOf(now);
  const at = (date: Date): Date => new Date(date.getTime() + HOUR * 3_600_000);
  const last = at(pictures[2]);
  return PICTURES.filter((picture) => pictures[picture - 1]?.getTime() === day.getTime()).flatMap((picture) => {
    const days = (count: number): string => addDays(last, -count).toISOString();
    const repositories = among.filter(({ quirks }) => !quirks.includes('archived'));
    return SYSTEMS.map((system) => system({ at: at(day), picture, repositories, days }));
  });
}

/** Names of the repositories that stand for the systems. */
export const SYSTEM_NAMES: readonly string[] = SYSTEMS.map((system) =>
  homeOf(system({ at: new Date(0), picture: 1, repositories: [], days: () => '' })),
);

/** How many reports collectors deliver in all. */
export const SYSTEM_REPORTS = SYSTEMS.length * PICTURES.length;

export const hasPaths = (source: string): boolean => PATH_SOURCES.some((each) => each === source);

/** How many reports Plumbline makes of them itself. */
export const PATH_REPORTS = PATH_SOURCES.length * PICTURES.length;
