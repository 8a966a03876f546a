import type { z } from 'zod';
import { countSince, findScoresOfDay, findUnmeasuredOfDay, type SinceRow } from '#db/queries/posture.ts';
import type { Context } from '#lib/context.ts';
import type { changeRow } from '#lib/contracts/posture.ts';
import { formatCount } from '#lib/format.ts';
import type { ScoredRow } from '#lib/views/posture/organization-score.ts';
import { tenths } from '#lib/views/tenths.ts';
import { COUNT_LIMIT } from '#lib/views/total.ts';

export type ChangeRow = z.infer<typeof changeRow>;

const SHOWN = 8;
/** Smaller changes are not shown. */
const MIN_POINTS = 0.05;

interface Moved {
  row: ScoredRow;
  /** Null: it had no score then. */
  points: number | null;
  weight: number;
}

/** What moved the organization's score since the start of `day`: the repositories that moved it most. */
export async function repositoryChanges(ctx: Context, rows: readonly ScoredRow[], day: string): Promise<ChangeRow[]> {
  const scope = ctx.readScope;
  const since = new Date(`${day}T00:00:00Z`);
  const then = await findScoresOfDay(ctx.readSql, scope, day);
  const moved = rows
    .flatMap((row): Moved[] => {
      const before = then.get(row.repoId) ?? null;
      if (before !== null) {
        const points = row.share * (row.score - before);
        return Math.abs(points) < MIN_POINTS ? [] : [{ row, points, weight: Math.abs(points) }];
      }
      return row.createdAt >= since ? [{ row, points: null, weight: row.share }] : [];
    })
    .sort((a, b) => b.weight - a.weight || a.row.repoId - b.row.repoId)
    .slice(0, SHOWN);
  if (moved.length === 0) return [];
  const ids = moved.map(({ row }) => row.repoId);
  const [counts, unmeasured] = await Promise.all([
    countSince(ctx.readSql, scope, ids, since, COUNT_LIMIT + 1),
    findUnmeasuredOfDay(ctx.readSql, scope, ids, day),
  ]);
  const byRepository = new Map(counts.map((count) => [count.repoId, count]));
  return moved.map(({ row, points }) => {
    const count = byRepository.get(row.repoId) ?? { repoId: row.repoId, opened: 0, fixed: 0 };
    const before = unmeasured.get(row.repoId) ?? null;
    const measured = before === null ? 0 : row.share * ((row.waterfall?.[0] ?? 0) - before);
    return describe({ row, points, measured, count, day, at: row.lastUploadAt ?? ctx.now() });
  });
}

interface Facts {
  row: ScoredRow;
  points: number | null;
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
    repository_added: { text: `reported for the first time, and scores ${Math.floor(row.score)} of 100`, url: page },
    went_stale: { text: 'scans went stale', url: page },
    measured: { text: 'more is measured', url: page },
    aged: { text: 'open findings grew older', url: list },
  };
  const kind = kindOf(facts);
  return {
    kind,
    points: points === null ? null : tenths(points),
    ...said[kind],
    repo: row.fullName,
    at: at.toISOString(),
  };
}

function kindOf({ points, measured, count }: Facts): ChangeRow['kind'] {
  if (points === null) return 'repository_added';
  const mostlyMeasured = Math.abs(measured) >= Math.abs(points - measured);
  if (points > 0) return !mostlyMeasured && count.fixed > 0 ? 'fixed' : 'measured';
  if (mostlyMeasured) return 'went_stale';
  return count.opened > 0 ? 'introduced' : 'aged';
}
