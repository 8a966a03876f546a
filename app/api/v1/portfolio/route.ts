import { portfolioParams } from '#lib/contracts/portfolio.ts';
import { getPortfolio } from '#lib/views/ledger/get-portfolio.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getPortfolio(ctx, parseWith(portfolioParams, queryOf(request)))),
);
