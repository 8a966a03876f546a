import type { ActionListRow } from '#db/queries/actions-read.ts';
import { type CoverageRow, findCoverage } from '#db/queries/coverage.ts';
import type { PortfolioRow } from '#db/queries/posture.ts';
import { findGroupMembers, findQueue, type GroupMember } from '#db/queries/queue.ts';
import type { QueuePage } from '#db/queries/queue-arms.ts';
import type { Context } from '#lib/context.ts';
import { COVERAGE_STEPS, type CoverageAction, coverageActions, gainsOfMeasuring } from '#lib/domain/action/coverage.ts';
import { SHARED_KINDS } from '#lib/domain/action/key.ts';
import type { Lane } from '#lib/domain/action/rank.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { measuredOf } from '#lib/domain/score/coverage-gain.ts';

/** Where an entry stands: lanes ascending, then the three numbers descending. */
export interface QueuePlace {
  lane: number;
  value: number;
  /** 0: an action on coverage, which may be in several repositories. */
  repoId: number;
  number: number;
}

/** An action of the queue: a stored one, which closes findings, or one on coverage, which is computed when it is read. */
export type QueueEntry = QueuePlace & {
  lane: Lane;
} /** `group`: the same fix in every repository, this one included; absent where it is not looked for. */ & (
    | { kind: 'stored'; row: ActionListRow; group?: readonly GroupMember[] }
    | { kind: 'coverage'; coverage: CoverageAction }
  );

export type CoverageEntry = Extract<QueueEntry, { kind: 'coverage' }>;

/** Coverage stands in the lane of what has a value, beside all other fixes. */
const COVERAGE_LANE = 1;

/** The number of an action on coverage: the same for the same category and step, whatever the repositories. */
export function coverageNumber({ category, step }: Pick<CoverageAction, 'category' | 'step'>): number {
  return 1 + COVERAGE_STEPS.indexOf(step) * SCORE_CATEGORIES.length + SCORE_CATEGORIES.indexOf(category);
}

/** Actions on coverage of what the caller sees, or of these repositories. */
export async function coverageEntries(ctx: Context, repoIds: number[] | null): Promise<CoverageEntry[]> {
  return coverageAmong(await findCoverage(ctx.readSql, ctx.readScope, repoIds));
}

/** Whether `coverageAmong` takes a repository of the organization's figures: not where it has no score. */
export const isMeasured = (row: PortfolioRow): row is PortfolioRow & CoverageRow =>
  row.score !== null && row.parts !== null;

/** The same, where what was measured is already at hand. */
export function coverageAmong(rows: readonly CoverageRow[]): CoverageEntry[] {
  const members = rows.map((row) => ({
    repoId: row.repoId,
    name: row.fullName,
    demo: row.demo,
    criticality: row.criticality,
    gains: row.parts.coverageGains ?? gainsOfMeasuring(measuredOf({ ...row, ...row.parts })),
  }));
  return coverageActions(members).map((coverage) => ({
    ...{ kind: 'coverage', coverage, lane: COVERAGE_LANE, repoId: 0, number: coverageNumber(coverage) },
    // As stored ones are rounded, so that a cursor finds the place of either among both.
    value: Math.fround(coverage.value),
  }));
}

/** Actions on coverage: known, or while they are computed, what is stored is read. */
export type CoverageToBe = readonly QueueEntry[] | Promise<readonly QueueEntry[]>;

/** A page of the queue: stored actions by their index, with those on coverage in their places. */
export async function queuePage(ctx: Context, page: QueuePage, coverage: CoverageToBe): Promise<QueueEntry[]> {
  const [rows, computed] = await Promise.all([findQueue(ctx.readSql, ctx.readScope, page), coverage]);
  return amongPlaces(rows.map(storedEntry), computed, page);
}

/** What is stored and what is computed, as one page in the order of the queue. */
export function amongPlaces<T extends QueuePlace, C extends QueuePlace>(
  stored: readonly T[],
  coverage: readonly C[],
  { after, lanes, limit }: QueuePage,
): (T | C)[] {
  const rest = coverage.filter((one) => lanes.includes(one.lane) && (after === null || byPlace(one, after) > 0));
  return [...stored, ...rest].sort(byPlace).slice(0, limit);
}

export function storedEntry(row: ActionListRow): QueueEntry {
  const { lane, value, repoId, number } = row;
  return { kind: 'stored', row, lane, value, repoId, number };
}

/** The order of the queue. */
export function byPlace(a: QueuePlace, b: QueuePlace): number {
  return a.lane - b.lane || b.value - a.value || b.repoId - a.repoId || b.number - a.number;
}

/** The same entries, each with the repositories in which the caller sees the same fix. */
export async function withGroups(
  ctx: Context,
  entries: readonly QueueEntry[],
  repoIds: number[] | null,
): Promise<QueueEntry[]> {
  const keys = entries.flatMap((entry) => (entry.kind === 'stored' ? sharedKey(entry.row) : []));
  return grouped(entries, await findGroupMembers(ctx.readSql, ctx.readScope, keys, repoIds));
}

/** The key of a fix that may be the same in other repositories. */
export function sharedKey({ key, kind }: Pick<ActionListRow, 'key' | 'kind'>): string[] {
  return key !== undefined && SHARED_KINDS.includes(kind) ? [key] : [];
}

/** The same entries, each with those of its key. */
export function grouped(entries: readonly QueueEntry[], members: readonly GroupMember[]): QueueEntry[] {
  const groups = Map.groupBy(members, ({ key }) => key);
  return entries.map((entry) => {
    if (entry.kind !== 'stored') return entry;
    const group = sharedKey(entry.row).flatMap((key) => groups.get(key) ?? []);
    return group.length > 1 ? { ...entry, group } : entry;
  });
}
