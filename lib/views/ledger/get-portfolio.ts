import { findLabelParts, findTeamParts, type PortfolioPart } from '#db/queries/portfolio-parts.ts';
import { findMemberFigures } from '#db/queries/posture.ts';
import type { Context } from '#lib/context.ts';
import { MOST_PARTS, type PortfolioParams, type PortfolioView } from '#lib/contracts/portfolio.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { formatScope } from '#lib/domain/access/chosen-scope.ts';
import { changeBetween, type LedgerMember } from '#lib/domain/ledger/between.ts';
import { MICRO } from '#lib/domain/ledger/cause.ts';
import { type MemberFigures, organizationFigures } from '#lib/domain/score/organization-figures.ts';
import { permit } from '#lib/permit.ts';
import { tenths } from '#lib/views/tenths.ts';
import { membersOf } from './members-of.ts';
import { periodOf } from './period-of.ts';
import { toldBetween } from './told-between.ts';

/** The teams, or the labels, of what the caller sees: how each stands, and what of its change is like for like. */
export async function getPortfolio(ctx: Context, params: PortfolioParams): Promise<PortfolioView> {
  permit(ctx, 'posture:read', 'repositories');
  const { by, from, to } = params;
  const period = await periodOf(ctx, params);
  const { readSql: sql, readScope } = ctx;
  const findParts = by === 'team' ? findTeamParts : findLabelParts;
  const [parts, rows, members] = await Promise.all([
    findParts(sql, readScope, MOST_PARTS + 1),
    findMemberFigures(sql, readScope),
    membersOf(ctx, period),
  ]);
  const among = { rows: byRepository(rows), members: byRepository(members) };
  const ledger = `/api/v1/ledger?${new URLSearchParams({ from, to })}`;
  return {
    time_zone: period.timeZone,
    items: parts.slice(0, MOST_PARTS).map((part) => {
      const scope = formatScope({ kind: by, name: part.key });
      const stands = { ...figuresOf(part, among.rows), ...changeOf(part, among.members) };
      return { ...{ scope, name: part.name, ...stands }, ledger: withScope(ledger, scope) };
    }),
    cut: parts.length > MOST_PARTS,
  };
}

type ByRepository<T> = ReadonlyMap<number, T>;

const byRepository = <T extends { repoId: number }>(all: readonly T[]): ByRepository<T> =>
  new Map(all.map((one) => [one.repoId, one]));

const ofPart = <T>({ repoIds }: PortfolioPart, all: ByRepository<T>): T[] => repoIds.flatMap((id) => all.get(id) ?? []);

type Item = PortfolioView['items'][number];

function figuresOf(
  part: PortfolioPart,
  rows: ByRepository<MemberFigures>,
): Pick<Item, 'repositories' | 'measured' | 'not_measured' | 'open'> {
  const { repositories, measured, notMeasured, open } = organizationFigures(ofPart(part, rows));
  const [info = 0, low = 0, medium = 0, high = 0, critical = 0, unknown = 0] = open;
  return {
    ...{ repositories, measured, not_measured: tenths(notMeasured) },
    open: { critical, high, medium, unknown, low, info },
  };
}

function changeOf(
  part: PortfolioPart,
  members: ByRepository<LedgerMember>,
): Pick<Item, 'from' | 'to' | 'change' | 'like_for_like' | 'joined' | 'left'> {
  const between = changeBetween(ofPart(part, members));
  const { from, to, change } = toldBetween({ ...between, parts: [] });
  return {
    ...{ from, to, change },
    like_for_like: between.likeForLike === null ? null : tenths(between.likeForLike / MICRO),
    ...{ joined: between.joined, left: between.left },
  };
}
