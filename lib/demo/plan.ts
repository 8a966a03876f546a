import { addDays, daysBetween, HOUR_MS, startOfDay } from '#lib/domain/time.ts';
import { badWeek, type Trouble, troubledDeliveries } from './bad-week.ts';
import { type DemoRepository, REPOSITORIES } from './company.ts';
import type { Delivery, DemoSize, DemoStream } from './delivery.ts';
import type { Tool } from './issue.ts';
import { randomOf } from './random.ts';
import { reportsOf, type WorkflowReport, workflowReports } from './workflows/workflow-reports.ts';

export interface DemoDay {
  day: Date;
  deliveries: Delivery[];
  /** Files of pipelines. */
  workflows: readonly WorkflowReport[];
  archived: readonly DemoRepository[];
}

export interface DemoPlan {
  repositories: readonly DemoRepository[];
  /** Deliveries of each day, oldest day first, days without deliveries included. */
  days: DemoDay[];
  total: number;
  /** What goes wrong in the bad week, in these repositories. */
  troubles: readonly Trouble[];
}

export const FULL_SIZE: DemoSize = { repositories: REPOSITORIES.length, weeks: 52 };
export const DEMO_SEED = 'harborlight';
const SILENT_DAYS = 9;
const ARCHIVED_DAYS = 140;

const PIPELINES = ['.github/workflows/ci.yml', '.github/workflows/security.yml', '.github/workflows/release.yml'];

/** What each of a repository's pipelines runs. */
function toolsOf({ kind }: DemoRepository): Tool[][] {
  if (kind === 'infra')
    return [
      ['checkov', 'trivy-fs'],
      ['gitleaks', 'zizmor', 'semgrep'],
    ];
  const dependencies: Tool = kind === 'node' ? 'npm-audit' : 'trivy-fs';
  const code: Tool = kind === 'java' ? 'codeql' : 'semgrep';
  return [
    [code, dependencies],
    ['gitleaks', 'zizmor', 'checkov'],
    ['trivy-image', 'zap'],
  ];
}

const OFTEN: ReadonlySet<Tool> = new Set(['semgrep', 'codeql', 'npm-audit', 'trivy-fs', 'trivy-image']);
/** Days ago at which repositories began to scan weekly: from `latest` on, spread over so many days more. */
const WEEKLY_SINCE = { latest: 40, spread: 80 };
const DAILY_SINCE = 182;

function streamsOf(repository: DemoRepository): DemoStream[] {
  return toolsOf(repository)
    .slice(0, repository.pipelines)
    .flatMap((tools, at) =>
      tools.map((tool): DemoStream => ({ repository, pipeline: PIPELINES[at] ?? 'default', tool })),
    );
}

function weeklySince({ name }: DemoRepository, seed: string): number {
  return WEEKLY_SINCE.latest + randomOf(`${seed} weekly ${name}`).int(WEEKLY_SINCE.spread);
}

/** Days from a scan so many days before now to the next one, for a repository that scans every week since `weekly`. */
function gapAt({ repository, tool }: DemoStream, ago: number, weekly: number): number {
  const { quirks } = repository;
  if (quirks.includes('new')) return 2;
  const daily = (quirks.includes('daily') || quirks.includes('silent')) && (tool === 'semgrep' || tool === 'codeql');
  if (daily && ago <= DAILY_SINCE) return 1;
  if (ago <= weekly) return 7;
  return OFTEN.has(tool) ? 14 : 28;
}

/** The whole schedule of deliveries: the same for the same moment, size and seed. */
export function planDemo(now: Date, size: DemoSize, seed: string): DemoPlan {
  const repositories = chosen(size.repositories);
  const first = addDays(startOfDay(now), -size.weeks * 7);
  const days = Array.from({ length: size.weeks * 7 + 1 }, (_, index) => {
    const day = addDays(first, index);
    const archived = repositories.filter((repository) => archivedBy(repository, day, now, size));
    const workflows = workflowReports(day, { now, first }, repositories);
    return { day, deliveries: [] as Delivery[], workflows, archived };
  });
  const names = new Set(repositories.map(({ name }) => name));
  const troubles = badWeek(now, size).filter(({ repository }) => names.has(repository));
  for (const stream of repositories.flatMap(streamsOf)) {
    for (const delivery of [...deliveriesOf(stream, now, size, seed), ...troubledDeliveries(troubles, stream)]) {
      days[Math.floor(daysBetween(first, delivery.at))]?.deliveries.push(delivery);
    }
  }
  for (const { deliveries } of days) deliveries.sort((a, b) => a.at.getTime() - b.at.getTime());
  const total = days.reduce((sum, { deliveries, workflows }) => sum + deliveries.length + reportsOf(workflows), 0);
  return { repositories, days, total, troubles };
}

/** A small demo keeps the special ones. */
function chosen(count: number): readonly DemoRepository[] {
  const special = REPOSITORIES.filter((repository) => repository.quirks.length > 0);
  const plain = REPOSITORIES.filter((repository) => repository.quirks.length === 0);
  const names = new Set([...special, ...plain].slice(0, count).map((repository) => repository.name));
  return REPOSITORIES.filter((repository) => names.has(repository.name));
}

function deliveriesOf(stream: DemoStream, now: Date, size: DemoSize, seed: string): Delivery[] {
  const { repository, tool, pipeline } = stream;
  const { quirks } = repository;
  const random = randomOf(`${seed} plan ${repository.name} ${pipeline} ${tool}`);
  const reach = Math.min(repository.since, size.weeks) * 7;
  const ends = quirks.includes('archived') ? archivedDays(size) : quirks.includes('silent') ? SILENT_DAYS : 0;
  const hour = random.int(10) + 6;
  const times: Date[] = [];
  const weekly = weeklySince(repository, seed);
  // At a random moment of the first interval: streams that all began in one week would all grow stale in one week.
  const first = reach - random.next() * Math.min(gapAt(stream, reach, weekly), reach);
  for (let ago = first; ago > ends; ago -= gapAt(stream, ago, weekly)) {
    const day = addDays(now, -ago);
    day.setUTCHours(hour, random.int(60), random.int(60), 0);
    if (day < now && (times.at(-1)?.getTime() ?? 0) < day.getTime()) times.push(day);
  }
  const [needsPerson] = special(stream, now, times.length);
  // A later scan would supersede the report that is waiting for a person.
  const before = times.filter((at) => needsPerson === undefined || at < needsPerson.at);
  const scans = before.flatMap((at): Delivery[] => {
    const branch: Delivery = { at: new Date(at.getTime() + 1_800_000), stream, kind: 'branch' };
    const branches = tool === 'semgrep' && branch.at < now && random.chance(0.06);
    return branches ? [{ at, stream, kind: 'scan' }, branch] : [{ at, stream, kind: 'scan' }];
  });
  return needsPerson === undefined ? scans : [...scans, needsPerson];
}

/** The last report of a stream that needs a person's attention: an empty one (held), or a truncated one (rejected). */
function special(stream: DemoStream, now: Date, before: number): Delivery[] {
  const { tool } = stream;
  const { quirks } = stream.repository;
  const ago = (hours: number): Date => new Date(now.getTime() - hours * HOUR_MS);
  if (before === 0) return [];
  if (quirks.includes('held') && tool === 'trivy-image') return [{ at: ago(5), stream, kind: 'empty' }];
  if (quirks.includes('rejected') && tool === 'semgrep') return [{ at: ago(50), stream, kind: 'broken' }];
  return [];
}

function archivedBy(repository: DemoRepository, day: Date, now: Date, size: DemoSize): boolean {
  return repository.quirks.includes('archived') && day >= addDays(now, -archivedDays(size));
}

const archivedDays = (size: DemoSize): number => Math.min(ARCHIVED_DAYS, size.weeks * 3);
