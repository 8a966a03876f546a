import type { ArchivedRow } from '#db/queries/posture.ts';
import { movements } from '#lib/domain/score/movements.ts';
import { portfolio } from '#lib/domain/score/portfolio.ts';
import { formatCount, formatScore } from '#lib/format.ts';
import type { ScoredRow } from '#lib/views/posture/organization-score.ts';
import { tenths } from '#lib/views/tenths.ts';
import { COUNT_LIMIT } from '#lib/views/total.ts';

/** What moved the score of a week, as a mail tells it. */
export interface ChangeRow {
  kind:
    | 'introduced'
    | 'reopened'
    | 'fixed'
    | 'moved'
    | 'repository_added'
    | 'archived'
    | 'went_stale'
    | 'measured'
    | 'aged'
    | 'rest';
  /** Points by which this changed the organization's score: together with those of `rest`, its change. Null: not known. */
  points: number | null;
  text: string;
  repo: string | null;
  url: string;
  at: string;
}

/** Findings of a repository since a day. */
interface SinceRow {
  repoId: number;
  opened: number;
  fixed: number;
}

/** Rows, the one for all the rest among them. */
const SHOWN = 8;
/** What each of so many new repositories did to the score is computed; more are told together. */
const NEW = 20;

interface Moved {
  row: ScoredRow;
  points: number;
  /** It had no score then. */
  joined: boolean;
}

/** What is known of the time since a day, of the repositories that somebody sees. */
export interface ChangeFacts {
  /** `2026-11-09`, whose start it is all counted from. */
  day: string;
  /** Change of the score since then; null: not known. */
  change: number | null;
  now: Date;
  /** Scores of then. */
  scoresThen: ScoresThen;
  archived: readonly ArchivedRow[];
}

/** What moved a score, before it is told what happened there. */
export interface Weighed {
  shown: { item: Moved; points: number }[];
  rest: number;
  /** Repositories that are in `rest`. */
  others: number;
  archived: ChangeRow | null;
}

/** What happened in a repository since then. */
export interface Happened {
  counts: ReadonlyMap<number, SinceRow>;
  /** Points that were not measured then. */
  unmeasured: ReadonlyMap<number, number>;
}

const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** The first step: which repositories to tell of. */
export function weighChanges(
  { day, change, now, scoresThen: then, archived: left }: ChangeFacts,
  rows: readonly ScoredRow[],
): Weighed {
  const joined = joinedRows(rows, then, startOf(day));
  const parts = [...movedParts(rows, then), ...joinedParts(rows, joined.slice(0, NEW))];
  const archived = change === null ? null : archivedRow(rows, left, now);
  const unexplained = change === null ? null : change - (archived?.points ?? 0);
  const { shown, rest } = movements(parts, unexplained, archived === null ? SHOWN - 1 : SHOWN - 2);
  return { shown, rest, others: parts.length - shown.length + Math.max(0, joined.length - NEW), archived };
}

export const movedRepositories = ({ shown }: Weighed): number[] => shown.map(({ item }) => item.row.repoId);

/** The second step: what to say of them. */
export function tellChanges(
  { day, change, now }: ChangeFacts,
  { shown, rest, others, archived }: Weighed,
  { counts, unmeasured }: Happened,
): ChangeRow[] {
  const told = shown.map(({ item: { row, joined }, points }) => {
    const count = counts.get(row.repoId) ?? { repoId: row.repoId, opened: 0, fixed: 0 };
    const before = unmeasured.get(row.repoId) ?? null;
    const measured = before === null ? 0 : row.share * ((row.waterfall?.[0] ?? 0) - before);
    // Without a score of then nothing has moved it; a new repository is told all the same.
    const known = joined && change === null ? null : points;
    return describe({ row, points: known, joined, measured, count, day, at: row.lastUploadAt ?? now });
  });
  const text = change === null ? moreRepositories(others) : everythingElse(rest, others);
  const named = archived === null ? told : [...told, archived];
  if (text === null) return named;
  const url = '/repositories';
  const points = change === null ? null : rest;
  return [...named, { kind: 'rest', points, text, repo: null, url, at: now.toISOString() }];
}

/** What it did to the score that some were archived; null: nothing, or there are none. */
function archivedRow(rows: readonly ScoredRow[], left: readonly ArchivedRow[], now: Date): ChangeRow | null {
  const points = tenths((portfolio(rows) ?? 0) - (portfolio([...rows, ...left]) ?? 0));
  const [first] = left;
  if (points === 0 || first === undefined) return null;
  const one = left.length === 1;
  const text = one
    ? 'archived, and counts no longer'
    : `${formatCount(left.length, 'repository', 'repositories')} archived, which count no longer`;
  return {
    kind: 'archived',
    points,
    text,
    repo: one ? first.fullName : null,
    url: '/repositories?archived=true',
    at: now.toISOString(),
  };
}

type ScoresThen = ReadonlyMap<number, number | null>;

/** What each repository with a score of then did to the score. */
function movedParts(rows: readonly ScoredRow[], then: ScoresThen): Moved[] {
  return rows.flatMap((row): Moved[] => {
    const before = then.get(row.repoId) ?? null;
    const points = before === null ? 0 : row.share * (row.score - before);
    return points === 0 ? [] : [{ row, points, joined: false }];
  });
}

/** Those that are new since then, the weightiest first. */
function joinedRows(rows: readonly ScoredRow[], then: ScoresThen, since: Date): ScoredRow[] {
  return rows
    .filter((row) => (then.get(row.repoId) ?? null) === null && row.createdAt >= since)
    .sort((a, b) => b.share - a.share || a.repoId - b.repoId);
}

function joinedParts(rows: readonly ScoredRow[], joined: readonly ScoredRow[]): Moved[] {
  const whole = portfolio(rows);
  return joined.map((row): Moved => {
    const without = portfolio(rows.filter((one) => one !== row));
    return {
      row,
      points: whole === null || without === null ? row.share * row.score : whole - without,
      joined: true,
    };
  });
}

/** Where no score of then is known, all that is told are new repositories. */
const moreRepositories = (others: number): string | null =>
  others === 0 ? null : `${formatCount(others, 'more repository', 'more repositories')} reported for the first time`;

function everythingElse(points: number, others: number): string | null {
  if (points === 0) return null;
  const smaller = others > 0 ? `smaller changes in ${formatCount(others, 'repository', 'repositories')}` : null;
  return `everything else: ${smaller ?? 'repositories that joined or left, and what each counts'}`;
}

interface Facts {
  row: ScoredRow;
  /** Null: not known. */
  points: number | null;
  joined: boolean;
  /** The part of the points that is due to measuring more or less. */
  measured: number;
  count: SinceRow;
  day: string;
  at: Date;
}

function some(count: number, noun: string, plural: string): string {
  return formatCount(Math.min(count, COUNT_LIMIT), noun, plural, count > COUNT_LIMIT);
}

function describe(facts: Facts): ChangeRow {
  const { row, points, count, day, at } = facts;
  const page = `/repositories/${row.fullName}`;
  const list = `/findings?repo=${encodeURIComponent(row.fullName)}`;
  const said: Record<ChangeRow['kind'], { text: string; url: string }> = {
    introduced: { text: some(count.opened, 'new finding', 'new findings'), url: `${list}&opened_since=${day}` },
    reopened: { text: some(count.opened, 'finding opened', 'findings opened'), url: `${list}&opened_since=${day}` },
    fixed: {
      text: some(count.fixed, 'finding fixed', 'findings fixed'),
      url: `${list}&state=fixed&fixed_since=${day}`,
    },
    moved: { text: 'findings moved', url: page },
    rest: { text: 'everything else', url: '/repositories' },
    archived: { text: 'archived', url: '/repositories?archived=true' },
    repository_added: { text: `reported for the first time, and scores ${formatScore(row.score)} of 100`, url: page },
    went_stale: { text: 'scans went stale', url: page },
    measured: { text: 'more is measured', url: page },
    aged: { text: 'open findings grew older', url: list },
  };
  const kind = kindOf(facts);
  return {
    kind,
    points,
    ...said[kind],
    repo: row.fullName,
    at: at.toISOString(),
  };
}

function kindOf({ points, joined, measured, count }: Facts): ChangeRow['kind'] {
  if (joined || points === null) return 'repository_added';
  const mostlyMeasured = Math.abs(measured) >= Math.abs(points - measured);
  if (points > 0) return !mostlyMeasured && count.fixed > 0 ? 'fixed' : 'measured';
  if (mostlyMeasured) return 'went_stale';
  return count.opened > 0 ? 'introduced' : 'aged';
}
