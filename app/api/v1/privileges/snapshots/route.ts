import { snapshotListParams } from '#lib/contracts/privilege-snapshot.ts';
import { getSnapshots } from '#lib/views/privilege/get-snapshots.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getSnapshots(ctx, parseWith(snapshotListParams, queryOf(request)))),
);
