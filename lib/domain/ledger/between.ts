import { type Criticality, criticalityWeight } from '#lib/domain/repository/criticality.ts';
import { portfolio } from '#lib/domain/score/portfolio.ts';
import { weighBy } from '#lib/domain/score/portfolio-shares.ts';
import { LEDGER_CAUSES, type LedgerCause, MICRO, toMicro } from './cause.ts';
import { type LedgerTotals, scoreOf } from './totals.ts';

/** A repository at one moment: what its ledger said up to then. */
export interface MemberThen {
  criticality: Criticality;
  /** False: archived. */
  counts: boolean;
  totals: LedgerTotals;
}

/** A repository at two moments; null: there was none of it yet. */
export interface LedgerMember {
  repoId: number;
  from: MemberThen | null;
  to: MemberThen | null;
}

/** The score of the whole at both moments, in millionths of points; null: not known. */
interface WholeBetween {
  from: number | null;
  to: number | null;
  change: number | null;
}

/** What the whole moved by, in millionths of points. */
export interface LedgerBetween extends WholeBetween {
  /** Those with points, or entries; together exactly `change`. Empty where it is not known. */
  parts: { cause: LedgerCause; points: number; entries: number; findings: number }[];
  /** Of the repositories that count at both moments: what each moved the whole by, and its own score. */
  movers: { repoId: number; points: number; from: number; to: number }[];
  joined: { repoId: number; to: number }[];
  left: { repoId: number; from: number }[];
}

interface Common {
  repoId: number;
  from: MemberThen;
  to: MemberThen;
  scoreFrom: number;
  scoreTo: number;
}

type Scored = { criticality: Criticality; score: number };

/** It is told of by more than that it came or went. */
export const countsAtBoth = ({ from, to }: LedgerMember): boolean => scoreThen(from) !== null && scoreThen(to) !== null;

const scoreThen = (then: MemberThen | null): number | null => (then?.counts ? scoreOf(then.totals) : null);

/**
 * What moved the score of several repositories between two moments. First those leave that do not count any more, then
 * settings weigh the others anew, then their scores move, and last new ones join. What a repository's move is worth to the
 * whole is its change times its share, which changes on the way: it is taken all along it, so that who did not move has no part.
 */
export function ledgerBetween(members: readonly LedgerMember[]): LedgerBetween {
  const told = sorted(members);
  const { common, joined, left } = told;
  const whole = wholeOf(told);
  const moved = moves(common);
  const parts = whole.change === null ? [] : partsOf(members, { common, ...whole, moved });
  return {
    ...whole,
    parts,
    movers: common.map(({ repoId, scoreFrom, scoreTo }, index) => ({
      ...{ repoId, points: moved.points[index] ?? 0, from: scoreFrom, to: scoreTo },
    })),
    joined: joined.map(({ repoId, score }) => ({ repoId, to: score })),
    left: left.map(({ repoId, score }) => ({ repoId, from: score })),
  };
}

/** How the whole stands at both moments, and how much of its change is not composition, without looking for whose it is. */
export function changeBetween(
  members: readonly LedgerMember[],
): WholeBetween & { likeForLike: number | null; joined: number; left: number } {
  const told = sorted(members);
  const whole = wholeOf(told);
  const stands = { ...whole, joined: told.joined.length, left: told.left.length };
  // Repositories that are there at both moments may have come and gone between: whose share that is has to be found out.
  const returned = told.common.some(({ from, to }) => from.totals.points.composition !== to.totals.points.composition);
  if (returned) {
    const composition = ledgerBetween(members).parts.find(({ cause }) => cause === 'composition')?.points ?? 0;
    return { ...stands, likeForLike: whole.change === null ? null : whole.change - composition };
  }
  const { before, after } = weighings(told.common);
  return { ...stands, likeForLike: whole.change === null ? null : (after ?? 0) - (before ?? 0) };
}

type Told = ReturnType<typeof sorted>;

function wholeOf({ common, joined, left }: Told): WholeBetween {
  const from = microOf([...common.map(thenOf), ...left]);
  const to = microOf([...common.map(nowOf), ...joined]);
  return { from, to, change: from === null || to === null ? null : to - from };
}

interface Outsider {
  repoId: number;
  criticality: Criticality;
  score: number;
}
const thenOf = ({ from: { criticality }, scoreFrom: score }: Common): Scored => ({ criticality, score });
const nowOf = ({ to: { criticality }, scoreTo: score }: Common): Scored => ({ criticality, score });

function sorted(members: readonly LedgerMember[]) {
  const common: Common[] = [];
  const joined: Outsider[] = [];
  const left: Outsider[] = [];
  for (const { repoId, from, to } of members) {
    const [scoreFrom, scoreTo] = [scoreThen(from), scoreThen(to)];
    if (from !== null && to !== null && scoreFrom !== null && scoreTo !== null) {
      common.push({ repoId, from, to, scoreFrom, scoreTo });
    } else if (to !== null && scoreTo !== null) joined.push({ repoId, criticality: to.criticality, score: scoreTo });
    else if (from !== null && scoreFrom !== null)
      left.push({ repoId, criticality: from.criticality, score: scoreFrom });
  }
  return { common, joined, left };
}

function microOf(members: readonly Scored[]): number | null {
  const whole = portfolio(members.map(({ criticality, score }) => ({ criticality, score: score / MICRO })));
  return whole === null ? null : toMicro(whole);
}

/** Of those that are common, as they weighed before and weigh now; null: there are none. */
interface Weighings {
  before: number | null;
  weighed: number | null;
  after: number | null;
}

const weighings = (common: readonly Common[]): Weighings => ({
  before: microOf(common.map(thenOf)),
  weighed: microOf(common.map(({ to: { criticality }, scoreFrom: score }) => ({ criticality, score }))),
  after: microOf(common.map(nowOf)),
});

interface Moves extends Weighings {
  points: number[];
  byCause: Map<LedgerCause, number>;
}

function moves(common: readonly Common[]): Moves {
  const weighed = weighings(common);
  const whole = (weighed.after ?? 0) - (weighed.weighed ?? 0);
  const shares = sharesAlong(common);
  const points = addingUp(
    common.map(({ scoreFrom, scoreTo }, index) => (shares[index] ?? 0) * (scoreTo - scoreFrom)),
    whole,
  );
  const differences = common.map(({ from, to }) => ({ from: from.totals.points, to: to.totals.points }));
  const causes = LEDGER_CAUSES.map((cause) =>
    differences.reduce((sum, { from, to }, index) => sum + (shares[index] ?? 0) * (to[cause] - from[cause]), 0),
  );
  const byCause = new Map(addingUp(causes, whole).map((sum, place) => [LEDGER_CAUSES[place] ?? 'unrecorded', sum]));
  return { ...weighed, points, byCause };
}

/** Many repositories have small shares each, and a few steps are enough. */
const STEPS = { work: 4096, least: 8, most: 512 };

/** The mean share of each on the way from its score of then to that of now. */
function sharesAlong(common: readonly Common[]): number[] {
  const steps = Math.min(STEPS.most, Math.max(STEPS.least, Math.ceil(STEPS.work / Math.max(1, common.length))));
  const sums = common.map(() => 0);
  const weights = common.map(({ to }) => criticalityWeight(to.criticality));
  for (let step = 0; step < steps; step += 1) {
    const way = (step + 0.5) / steps;
    const { shares } = weighBy(
      weights,
      common.map(({ scoreFrom, scoreTo }) => scoreFrom + way * (scoreTo - scoreFrom)),
    );
    shares.forEach((share, index) => {
      sums[index] = (sums[index] ?? 0) + share / steps;
    });
  }
  return sums;
}

/** Whole numbers in place of these that add up to `whole`: what is left goes to each by its size, the last to the largest. */
function addingUp(parts: readonly number[], whole: number): number[] {
  const size = parts.reduce((sum, part) => sum + Math.abs(part), 0);
  const missing = whole - parts.reduce((sum, part) => sum + part, 0);
  const rounded = parts.map((part) => Math.round(part + (size === 0 ? 0 : (missing * Math.abs(part)) / size)) || 0);
  const left = whole - rounded.reduce((sum, part) => sum + part, 0);
  if (left === 0) return rounded;
  const largest = parts.reduce((best, part, index) => (Math.abs(part) > Math.abs(parts[best] ?? 0) ? index : best), 0);
  rounded[largest] = (rounded[largest] ?? 0) + left;
  return rounded;
}

function partsOf(
  members: readonly LedgerMember[],
  { common, from, to, moved }: { common: readonly Common[]; from: number | null; to: number | null; moved: Moves },
): LedgerBetween['parts'] {
  const points = new Map(moved.byCause);
  const add = (cause: LedgerCause, more: number): void => void points.set(cause, (points.get(cause) ?? 0) + more);
  // Without anything in common all is composition.
  add('composition', (moved.before ?? 0) - (from ?? 0) + (to ?? 0) - (moved.after ?? 0));
  add('policy', (moved.weighed ?? 0) - (moved.before ?? 0));
  return LEDGER_CAUSES.flatMap((cause) => {
    // Repositories come and go on their own; all else is told of those that were there all the time.
    const counted = cause === 'composition' ? members : common;
    let [entries, findings] = [0, 0];
    for (const { from: then, to: now } of counted) {
      entries += (now?.totals.entries[cause] ?? 0) - (then?.totals.entries[cause] ?? 0);
      findings += (now?.totals.findings[cause] ?? 0) - (then?.totals.findings[cause] ?? 0);
    }
    const part = { cause, points: points.get(cause) ?? 0, entries, findings };
    return part.points === 0 && part.entries === 0 ? [] : [part];
  });
}
