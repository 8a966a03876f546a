import { z } from 'zod';
import { listLabels } from '#db/queries/labels.ts';
import { listRepositoryNames } from '#db/queries/search.ts';
import { listTeams } from '#db/queries/teams-read.ts';
import type { Context } from '#lib/context.ts';
import type { ScopeListParams, ScopeListView, ScopeView } from '#lib/contracts/scope.ts';
import { formatScope, SCOPE_KINDS, type ScopeKind } from '#lib/domain/access/chosen-scope.ts';
import { permit } from '#lib/permit.ts';
import { cursorText, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { holding } from '#lib/views/finding/like.ts';

/** Kind and key of the last row. */
const KEY = z.tuple([z.enum(SCOPE_KINDS), cursorText]);

interface Page {
  pattern: string | null;
  after: string | null;
  limit: number;
}

/** `key`: what its kind is ordered by, and what names it in addresses. */
type Row = ScopeView & { key: string };

const rowOf = (kind: ScopeKind, key: string, name: string, repositories: number): Row => {
  return { scope: formatScope({ kind, name: key }), kind, name, repositories, key };
};

async function rowsOf({ readSql, readScope }: Context, kind: ScopeKind, page: Page): Promise<Row[]> {
  switch (kind) {
    case 'repository': {
      const found = await listRepositoryNames(readSql, readScope, page);
      return found.map(({ slug, fullName }) => ({ ...rowOf(kind, slug, fullName, 1), scope: `repo:${fullName}` }));
    }
    case 'team': {
      const found = await listTeams(readSql, readScope, page);
      return found.map(({ slug, name, repositories }) => rowOf(kind, slug, name, repositories));
    }
    case 'label': {
      const found = await listLabels(readSql, readScope, page);
      return found.map(({ label, repositories }) => rowOf(kind, label, label, repositories));
    }
  }
}

/** The parts of the organization that the caller may choose: teams first, then labels, then repositories; each by name. */
export async function getScopes(ctx: Context, params: ScopeListParams): Promise<ScopeListView> {
  permit(ctx, 'posture:read', 'repositories');
  const after = decodeCursor('scopes', KEY, params.cursor);
  const text = word(params.q);
  const pattern = text === null ? null : holding(text);
  const wanted = SCOPE_KINDS.filter((kind) => params.kind === undefined || params.kind === kind);
  const rows: Row[] = [];
  for (const kind of wanted.slice(after === null ? 0 : Math.max(0, wanted.indexOf(after[0])))) {
    const left = params.limit + 1 - rows.length;
    if (left <= 0) break;
    rows.push(...(await rowsOf(ctx, kind, { pattern, after: after?.[0] === kind ? after[1] : null, limit: left })));
  }
  const { items, next } = pageOf(rows, params.limit, (last) => encodeCursor('scopes', [last.kind, last.key]));
  return { items: items.map(({ key: _, ...view }) => view), next_cursor: next };
}
