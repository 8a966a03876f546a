import { afterAll, beforeAll, expect, it } from 'vitest';
import { findingListParams } from '#lib/contracts/finding.ts';
import { statementListParams, suppressionListParams } from '#lib/contracts/statement.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getStatementDocuments } from '#lib/views/statement/get-statement-documents.ts';
import { getStatements } from '#lib/views/statement/get-statements.ts';
import { getSuppressions } from '#lib/views/statement/get-suppressions.ts';
import { LARGE, type LargeWorld, openLargeWorld } from '../../fixtures/large-world.ts';
import { findStatedByDocument } from './statements-adopt.ts';
import { listDecided } from './statements-export.ts';
import { findStatedOpen } from './statements-match.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
/** Documents, each with so many statements, of which one in twenty is about a package that somebody uses. */
const DOCUMENTS = 20;
const EACH = 1000;

let world: LargeWorld;
beforeAll(async () => {
  world = await openLargeWorld(LARGE, NOW);
  const { explain: admin, ctx } = world;
  const { orgId } = ctx;
  await admin`
    insert into statement_documents (org_id, name, format, version, author, stated_at, loaded_at, loader_kind, loader_name,
      sha256, statements, skipped, skipped_items)
    select ${orgId}::int, 'urn:' || d, 'openvex', '1', 'Author ' || d, ${NOW}, ${NOW}, 'session', 'Ada', '\\x00', ${EACH}::int, 0, '[]'
    from generate_series(1, ${DOCUMENTS}::int) d`;
  await admin`
    insert into statements (org_id, document, number, position, status, stated_at, product_count, products)
    select org_id, id, n, 'statements[' || n || ']', case when n % 3 = 0 then 'affected' else 'not_affected' end, ${NOW}, 1, '{}'
    from statement_documents cross join generate_series(0, ${EACH - 1}::int) n`;
  await admin`
    insert into statement_names (org_id, document, statement, name, advisory)
    select org_id, document, number, name, name from (
      select *, 'CVE-2026-' || case when number % 20 = 0 then 10000 + number else 50000 + number end as name from statements) s`;
  await admin`
    insert into statement_products (org_id, document, statement, number, package_key, bound, narrow)
    select org_id, document, number, 0, 'npm/package-' || number, false, false from statements`;
  await admin`
    insert into evidence (org_id, repo_id, finding_number, stream_id, scanner, severity, record, upload)
    select org_id, repo_id, number, 1 + number % 6, scanner, severity,
      '{"suppression":{"kind":"in_code","justification":"Only tests."}}', 1
    from findings where org_id = ${orgId}::int and state = 'suppressed'
    on conflict on constraint evidence_pk do update set record = excluded.record`;
  await admin`analyze evidence`;
  await admin`analyze statement_documents, statements, statement_names, statement_products`;
}, 240_000);
afterAll(() => world?.close());

/** Buffers that a read touches; fails when it reads a large table whole. */
async function buffersOf(read: () => Promise<unknown>): Promise<number> {
  const { buffers, whole } = await world.explained(read);
  expect(whole).toEqual([]);
  return buffers;
}

it.each([
  [{ statement: 'not_affected' }, 60_000],
  [{ statement: 'affected,fixed', repo: 'acme/repo-7' }, 30_000],
  [{ document: '7' }, 20_000],
  [{ statement: 'under_investigation' }, 1000],
])(
  'the list of findings that something is stated about reads no table of findings whole: %j',
  async (params, bound) => {
    expect(await buffersOf(() => getFindings(world.ctx, findingListParams.parse(params)))).toBeLessThan(bound);
  },
);

it.each([[{}], [{ document: '7' }], [{ matched: 'no' }], [{ matched: 'yes', status: 'affected' }]])(
  'statements are listed by pages: %j',
  async (params) => {
    expect(await buffersOf(() => getStatements(world.ctx, statementListParams.parse(params)))).toBeLessThan(60_000);
  },
);

it('documents are listed with what of them is about findings', async () => {
  expect(await buffersOf(() => getStatementDocuments(world.ctx))).toBeLessThan(400_000);
});

it('what a document states about findings, and what trusted authors state about a repository, come by index', async () => {
  const { sql, ctx } = world;
  const adopt = () => findStatedByDocument(sql, ctx.readScope, 7, { only: null, limit: 20_001 });
  expect(await buffersOf(adopt)).toBeLessThan(30_000);
  const scope = { orgId: ctx.orgId, repoId: 7 };
  expect(await buffersOf(() => findStatedOpen(sql, scope, ['Author 7'], { after: 0, limit: 2000 }))).toBeLessThan(5000);
});

it('decisions are exported by pages, and suppressed findings listed by an index', async () => {
  const { sql, ctx } = world;
  const which = { states: ['accepted', 'false_positive', 'fixed'] as const, repoIds: null, withoutRepoIds: [] };
  const page = () => listDecided(sql, ctx.readScope, which, { after: { repoId: 0, number: 0 }, limit: 1000 });
  // All pages together read what the caller sees once, in the order of its key.
  expect(await buffersOf(page)).toBeLessThan(200_000);
  expect(await buffersOf(() => getSuppressions(world.ctx, suppressionListParams.parse({})))).toBeLessThan(5000);
});
