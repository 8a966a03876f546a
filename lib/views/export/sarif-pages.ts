import { findReasonsInForce } from '#db/queries/exceptions-read.ts';
import type { Context } from '#lib/context.ts';
import type { FindingListParams, FindingRow } from '#lib/contracts/finding.ts';
import { decodeId } from '#lib/ids.ts';
import { findingPages } from './finding-pages.ts';
import type { SarifFinding } from './sarif.ts';

const isDecided = ({ state }: FindingRow): boolean => state === 'accepted' || state === 'false_positive';

/** The pages of `findingPages`, with why decided ones were decided so. */
export async function* sarifPages(
  ctx: Context,
  params: Omit<FindingListParams, 'cursor' | 'limit'>,
): AsyncGenerator<SarifFinding[]> {
  for await (const rows of findingPages(ctx, params)) {
    const places = rows.filter(isDecided).flatMap(({ id }) => decodeId('finding', id) ?? []);
    const reasons = await findReasonsInForce(ctx.readSql, ctx, places);
    const known = new Map(reasons.map(({ repoId, number, reason }) => [`${repoId} ${number}`, reason]));
    yield rows.map((row) => {
      const place = isDecided(row) ? decodeId('finding', row.id) : null;
      return { row, reason: place ? (known.get(`${place.repoId} ${place.number}`) ?? null) : null };
    });
  }
}
