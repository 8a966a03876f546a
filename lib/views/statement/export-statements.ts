import { findOrganization } from '#db/queries/organizations.ts';
import { findUncountedIds } from '#db/queries/search.ts';
import { type DecidedRow, lastDecidedChange, listDecided } from '#db/queries/statements-export.ts';
import type { Context } from '#lib/context.ts';
import type { StatementExportParams } from '#lib/contracts/statement.ts';
import type { FindingState } from '#lib/domain/finding/finding.ts';
import { hashText } from '#lib/domain/identity/hash.ts';
import type { Decided } from '#lib/domain/statement/decided.ts';
import type { StatementStatus } from '#lib/domain/statement/statement.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { writeCycloneDx } from '#lib/statements/cyclonedx/write-cyclonedx.ts';
import { writeOpenVex } from '#lib/statements/openvex/write-openvex.ts';
import { repositoryIdsOf } from '#lib/views/finding/finding-filter.ts';

const PAGE = 1000;

/**
 * The organization's decisions about packages as a VEX document, piece by piece, of what the caller sees.
 * @throws Fault not_found for a repository, or when there is nothing to state
 */
export async function exportStatements(ctx: Context, params: StatementExportParams): Promise<AsyncIterable<string>> {
  permit(ctx, 'finding:read', 'repositories');
  const { readSql: sql, readScope: scope } = ctx;
  const repoIds = params.repo === undefined ? null : await repositoryIdsOf(ctx, [params.repo]);
  const states: FindingState[] = [
    'false_positive',
    'accepted',
    'fixed',
    ...(params.open === 'true' ? (['open'] as const) : []),
  ];
  const withoutRepoIds = repoIds === null ? await findUncountedIds(sql, scope) : [];
  const pageAfter = (after: { repoId: number; number: number }) =>
    listDecided(sql, scope, { states, repoIds, withoutRepoIds }, { after, limit: PAGE });
  const first = await pageAfter({ repoId: 0, number: 0 });
  if (first.length === 0)
    throw new Fault('not_found', 'There is nothing to state: no finding of a package is decided or fixed.');
  const organization = await findOrganization(sql, ctx.orgId);
  if (organization === null) throw new Fault('not_found', 'The organization was removed.');
  const at = (await lastDecidedChange(sql, scope, repoIds)) ?? ctx.now();
  const head = {
    ...{ id: idOf(ctx, organization.slug, params), author: organization.name },
    ...{ version: Math.floor(at.getTime() / 1000), at },
  };
  const write = params.format === 'openvex' ? writeOpenVex : writeCycloneDx;
  return write(head, pages(first, pageAfter));
}

/** The same for the same question, so that a later document is known as a version of it. */
function idOf(ctx: Context, slug: string, { repo, open }: StatementExportParams): string {
  const search = new URLSearchParams();
  if (repo !== undefined) search.set('repo', repo.toLowerCase());
  if (open === 'true') search.set('open', 'true');
  // Who sees less, or asks for less, gets another document.
  const { repositories } = ctx.readScope;
  if (repositories !== 'all') search.set('part', hashText([...repositories].sort((a, b) => a - b).join()));
  const query = search.size === 0 ? '' : `?${search}`;
  return `${ctx.publicUrl}/vex/${encodeURIComponent(slug)}${query}`;
}

async function* pages(
  first: readonly DecidedRow[],
  pageAfter: (after: { repoId: number; number: number }) => Promise<DecidedRow[]>,
): AsyncGenerator<readonly Decided[]> {
  for (let page = first; page.length > 0; ) {
    yield page.map(decidedOf);
    const last = page.at(-1);
    page = last === undefined || page.length < PAGE ? [] : await pageAfter(last);
  }
}

function decidedOf(row: DecidedRow): Decided {
  const status = statusOf(row);
  return {
    names: [row.advisory, ...row.aliases],
    ...{ repository: row.fullName, codeHost: row.codeHost, image: row.image },
    // What is fixed is fixed in the place: the version that a scan saw last is the one that was not.
    package: {
      ecosystem: row.ecosystem,
      name: row.packageName,
      version: status === 'fixed' ? null : row.packageVersion,
    },
    ...{ status, justification: row.justification, reason: row.reason },
    until: status === 'affected' ? row.expiresAt : null,
    at: (row.state === 'fixed' ? row.fixedAt : row.decidedAt) ?? row.openedAt,
  };
}

/** A risk that is accepted because somebody states why it does no harm is passed on as that. */
function statusOf({ state, justification }: DecidedRow): StatementStatus {
  switch (state) {
    case 'false_positive':
      return 'not_affected';
    case 'accepted':
      return justification === null ? 'affected' : 'not_affected';
    case 'fixed':
      return 'fixed';
    case 'open':
    case 'branch':
    case 'suppressed':
      return 'under_investigation';
  }
}
