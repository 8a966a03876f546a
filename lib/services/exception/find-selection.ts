import type { Connection } from '#db/client.ts';
import { type BulkFinding, findBulkFindings, findBulkMatches } from '#db/queries/exceptions-bulk.ts';
import type { Context } from '#lib/context.ts';
import { type BulkPreviewBody, MOST_BULK } from '#lib/contracts/exception-bulk.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId } from '#lib/ids.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';
import { resolveFilter } from '#lib/views/finding/finding-filter.ts';

/** What a bulk decision is about: each finding that can be decided, and how many cannot. */
export interface Selection {
  findings: BulkFinding[];
  decided: number;
  fixed: number;
}

/** With those that cannot be decided. */
interface Chosen extends Selection {
  all: BulkFinding[];
}

/**
 * @throws Fault not_found for an id that the caller does not see, or a scope that is none; invalid_input for more than can
 *   be decided at once
 */
export async function findSelection(
  ctx: Context,
  sql: Connection,
  { findings, filter, scope }: Pick<BulkPreviewBody, 'findings' | 'filter' | 'scope'>,
): Promise<Chosen> {
  const within = scope === undefined ? ctx : await chooseScope(ctx, scope);
  const all = filter === undefined ? await byIds(ctx, sql, findings ?? []) : await byFilter(within, sql, filter);
  const open = all.filter(({ live, state }) => !live && state !== 'fixed');
  return {
    all,
    findings: open,
    decided: all.filter(({ live }) => live).length,
    fixed: all.filter(({ live, state }) => !live && state === 'fixed').length,
  };
}

async function byIds(ctx: Context, sql: Connection, texts: readonly string[]): Promise<BulkFinding[]> {
  const ids = [...new Set(texts)].map((text) => {
    const id = decodeId('finding', text);
    if (id === null) throw new Fault('not_found', 'There is no such finding.');
    return id;
  });
  const found = await findBulkFindings(sql, ctx.readScope, ids);
  if (found.length !== ids.length) {
    throw new Fault(
      'not_found',
      `There is no such finding: ${ids.length - found.length} of ${ids.length} are not there.`,
    );
  }
  return found;
}

async function byFilter(
  ctx: Context,
  sql: Connection,
  params: NonNullable<BulkPreviewBody['filter']>,
): Promise<BulkFinding[]> {
  const { filter } = await resolveFilter(ctx, params);
  const found = await findBulkMatches(sql, ctx.readScope, filter, MOST_BULK + 1);
  if (found.length <= MOST_BULK) return found;
  const message = `matches more than ${MOST_BULK} findings, the most that can be decided at once: narrow it`;
  throw new Fault('invalid_input', `filter: ${message}.`, { fields: [{ path: 'filter', message }] });
}
