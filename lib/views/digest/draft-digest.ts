import type { DoableRow, DueRow } from '#db/queries/digest-facts.ts';
import type { PortfolioRow } from '#db/queries/posture.ts';
import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { CoverageAction } from '#lib/domain/action/coverage.ts';
import { nextOf, QUEUE_PAGE, QUEUE_PAGES } from '#lib/domain/action/short-list.ts';
import { ledgerBetween } from '#lib/domain/ledger/between.ts';
import { organizationFigures } from '#lib/domain/score/organization-figures.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { coverageCandidate } from '#lib/views/action/next-actions.ts';
import { byPlace, coverageAmong, isMeasured } from '#lib/views/action/queue.ts';
import { type ToldBetween, toldBetween } from '#lib/views/ledger/told-between.ts';
import { type ScoredRow, scoredRows } from '#lib/views/posture/organization-score.ts';
import { SHOWN, type Week } from './read-week.ts';

export type Fix = { kind: 'stored'; repoId: number; number: number } | { kind: 'coverage'; coverage: CoverageAction };

/** What a digest tells of one scope, before fixes are put into words: the same for everybody who has this scope. */
export interface Draft {
  scope: ReadScope;
  rows: readonly PortfolioRow[];
  scored: readonly ScoredRow[];
  figures: ReturnType<typeof organizationFigures>;
  /** As screens show them. */
  score: { now: number | null; before: number | null; change: number | null };
  /** What moved it, cause by cause. */
  moved: ToldBetween['parts'];
  actions: { items: readonly Fix[]; total: number };
  overdue: number;
  /** Null: not known. */
  exploited: number | null;
  newlyOverdue: { items: readonly Fix[]; total: number };
  dueNext: { items: readonly Fix[]; total: number };
}

export type Sees = (row: { repoId: number }) => boolean;

export function seesOf(scope: ReadScope): Sees {
  if (scope.repositories === 'all') return () => true;
  const ids = new Set(scope.repositories);
  return ({ repoId }) => ids.has(repoId);
}

/** Cuts the week to what somebody may see, by the rules of the screens. `fixes`: how many the queue has of it, by `countFixes`. */
export function draftDigest(week: Week, scope: ReadScope, fixes: number): Draft {
  const sees = seesOf(scope);
  const rows = week.portfolio.filter(sees);
  const scored = scoredRows(rows);
  const figures = organizationFigures(rows);
  const { from, change, parts } = toldBetween(ledgerBetween(week.ledgers.filter(sees)));
  const due = rows.flatMap(({ repoId }) => week.due.get(repoId) ?? []);
  const sum = (pick: (one: (typeof due)[number]) => number): number => due.reduce((all, one) => all + pick(one), 0);
  return {
    ...{ scope, rows, scored, figures, moved: parts },
    score: { now: shownScore(figures.score), before: from, change },
    actions: nextFixes(week, rows, sees, fixes),
    overdue: sum((one) => one.overdue),
    exploited: exploitedOf(week, rows),
    newlyOverdue: { items: firstOf(week.newlyOverdue, sees), total: sum((one) => one.newlyOverdue) },
    dueNext: { items: firstOf(week.dueNext, sees), total: sum((one) => one.next) },
  };
}

function exploitedOf({ exploited }: Week, rows: Draft['rows']): number | null {
  return exploited === null ? null : rows.reduce((all, { repoId }) => all + (exploited.get(repoId) ?? 0), 0);
}

/** The next few to do, chosen as on screen. */
function nextFixes({ doable }: Week, rows: readonly PortfolioRow[], sees: Sees, fixes: number): Draft['actions'] {
  const coverage = coverageAmong(rows.filter(isMeasured));
  const stored: DoableRow[] = [];
  for (const row of doable) {
    if (stored.length === QUEUE_PAGE * QUEUE_PAGES) break;
    if (sees(row)) stored.push(row);
  }
  const queue = [
    ...stored.map((row) => {
      const { kind, lane, value, repoId, number, gain: points, severity } = row;
      const fix: Fix = { kind: 'stored', repoId, number };
      return { place: { lane, value, repoId, number }, fix, kind, lane, repoId, points, severity };
    }),
    ...coverage.flatMap((entry) => {
      if (entry.kind !== 'coverage') return [];
      const { lane, value, repoId, number } = entry;
      const fix: Fix = { kind: 'coverage', coverage: entry.coverage };
      return [{ place: { lane, value, repoId, number }, fix, ...coverageCandidate(entry.coverage), lane }];
    }),
  ].sort((a, b) => byPlace(a.place, b.place));
  return { items: nextOf(queue, SHOWN).map(({ fix }) => fix), total: fixes + coverage.length };
}

function firstOf(rows: readonly DueRow[], sees: Sees): Fix[] {
  const first: Fix[] = [];
  for (const row of rows) {
    if (first.length === SHOWN) break;
    if (sees(row)) first.push({ kind: 'stored', repoId: row.repoId, number: row.number });
  }
  return first;
}
