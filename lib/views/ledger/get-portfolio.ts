import { findRepositoriesWithLabel, listLabels } from '#db/queries/labels.ts';
import { findPortfolio, type PortfolioRow } from '#db/queries/posture.ts';
import { findRepositoriesOfTeam, listTeams } from '#db/queries/teams-read.ts';
import type { Context } from '#lib/context.ts';
import { MOST_PARTS, type PortfolioParams, type PortfolioView } from '#lib/contracts/portfolio.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { formatScope } from '#lib/domain/access/chosen-scope.ts';
import { type LedgerMember, ledgerBetween } from '#lib/domain/ledger/between.ts';
import { MICRO } from '#lib/domain/ledger/cause.ts';
import { organizationFigures } from '#lib/domain/score/organization-figures.ts';
import { permit } from '#lib/permit.ts';
import { tenths } from '#lib/views/tenths.ts';
import { membersOf } from './members-of.ts';
import { periodOf } from './period-of.ts';
import { toldBetween } from './told-between.ts';

interface Part {
  scope: string;
  name: string;
  repoIds: readonly number[];
}

/** The teams, or the labels, of what the caller sees: how each stands, and what of its change is like for like. */
export async function getPortfolio(ctx: Context, params: PortfolioParams): Promise<PortfolioView> {
  permit(ctx, 'posture:read', 'repositories');
  const { by, from, to } = params;
  const period = await periodOf(ctx, params);
  const [parts, rows, members] = await Promise.all([
    partsOf(ctx, by),
    findPortfolio(ctx.readSql, ctx.readScope),
    membersOf(ctx, period),
  ]);
  const ledger = `/api/v1/ledger?${new URLSearchParams({ from, to })}`;
  return {
    time_zone: period.timeZone,
    items: parts.slice(0, MOST_PARTS).map((part) => ({
      ...{ scope: part.scope, name: part.name, ...figuresOf(part, rows), ...changeOf(part, members) },
      ledger: withScope(ledger, part.scope),
    })),
    cut: parts.length > MOST_PARTS,
  };
}

async function partsOf({ readSql, readScope }: Context, by: PortfolioParams['by']): Promise<Part[]> {
  const page = { pattern: null, after: null, limit: MOST_PARTS + 1 };
  if (by === 'team') {
    const teams = await listTeams(readSql, readScope, page);
    return Promise.all(
      teams.map(async ({ id, slug, name }) => ({
        ...{ scope: formatScope({ kind: 'team', name: slug }), name },
        repoIds: await findRepositoriesOfTeam(readSql, readScope, id),
      })),
    );
  }
  const labels = await listLabels(readSql, readScope, page);
  return Promise.all(
    labels.map(async ({ label }) => ({
      ...{ scope: formatScope({ kind: 'label', name: label }), name: label },
      repoIds: await findRepositoriesWithLabel(readSql, readScope, label),
    })),
  );
}

type Item = PortfolioView['items'][number];

function figuresOf(
  { repoIds }: Part,
  rows: readonly PortfolioRow[],
): Pick<Item, 'repositories' | 'measured' | 'not_measured' | 'open'> {
  const mine = new Set(repoIds);
  const { repositories, measured, notMeasured, open } = organizationFigures(rows.filter((row) => mine.has(row.repoId)));
  const [info = 0, low = 0, medium = 0, high = 0, critical = 0, unknown = 0] = open;
  return {
    ...{ repositories, measured, not_measured: tenths(notMeasured) },
    open: { critical, high, medium, unknown, low, info },
  };
}

function changeOf(
  { repoIds }: Part,
  members: readonly LedgerMember[],
): Pick<Item, 'from' | 'to' | 'change' | 'like_for_like' | 'joined' | 'left'> {
  const mine = new Set(repoIds);
  const between = ledgerBetween(members.filter(({ repoId }) => mine.has(repoId)));
  const { from, to, change } = toldBetween(between);
  const composition = between.parts.find(({ cause }) => cause === 'composition')?.points ?? 0;
  return {
    ...{ from, to, change },
    like_for_like: between.change === null ? null : tenths((between.change - composition) / MICRO),
    ...{ joined: between.joined.length, left: between.left.length },
  };
}
