import { readJson } from '#lib/scanners/shared/json.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import type { Plumbline } from '../plumbline.ts';

/** All tables that an import of new findings writes rows of, parents first. */
const TABLES = ['actions', 'findings', 'evidence', 'sightings', 'finding_events', 'finding_terms'] as const;

/**
 * A lower bound for an import: parsing alone, plus COPY alone of the same rows, with another repository's id, into the
 * same tables with the same indexes and keys, in one durable transaction.
 */
export async function composedLimit(
  plumbline: Plumbline,
  repo: string,
  body: Buffer,
): Promise<{ parse: number; copy: number }> {
  return { parse: await parseAlone(body), copy: await copyAlone(plumbline, repo) };
}

async function parseAlone(body: Buffer): Promise<number> {
  const started = performance.now();
  let items = 0;
  await readJson(sourceFromBytes(body, null, 1024 * 1024), {
    cuts: ['runs[].results[]'],
    onItem: () => {
      items += 1;
    },
  });
  if (items === 0) throw new Error('the bench parsed nothing');
  return performance.now() - started;
}

async function copyAlone(plumbline: Plumbline, repo: string): Promise<number> {
  const { sql } = plumbline;
  const [from] = await sql<{ orgId: number; id: number }[]>`select org_id, id from repositories where slug = ${repo}`;
  if (!from) throw new Error(`no repository ${repo}`);
  const target = await copyTarget(plumbline, from);
  const texts: [table: string, text: Buffer[]][] = [];
  for (const table of TABLES) texts.push([table, await exported(plumbline, table, from, target)]);
  const started = performance.now();
  await sql.begin(async (tx) => {
    for (const [table, chunks] of texts) {
      await tx.copyFrom(`copy ${table} from stdin`, chunks);
    }
  });
  const took = performance.now() - started;
  // Remove the copied rows, which the counters do not include.
  for (const table of [...TABLES, 'streams', 'pipelines', 'repository_state', 'repositories']) {
    const column = table === 'repositories' ? 'id' : 'repo_id';
    await sql.unsafe(`delete from ${table} where org_id = ${from.orgId} and ${column} = ${target}`);
  }
  return took;
}

/** Makes a repository with the same pipelines and streams, so that foreign keys are checked as in an import. */
async function copyTarget({ sql }: Plumbline, from: { orgId: number; id: number }): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into repositories (org_id, slug, full_name, kind, default_branch, default_branch_known, tracked_refs, criticality,
      exposure, archived, hold_suspicious, demo, created_at)
    select org_id, 'bench/copy', 'bench/copy', kind, default_branch, default_branch_known, tracked_refs, criticality, exposure,
      archived, hold_suspicious, demo, created_at
    from repositories where org_id = ${from.orgId} and id = ${from.id} returning id`;
  if (!row) throw new Error('no repository to copy to');
  for (const table of ['pipelines', 'streams']) {
    const columns = await columnsOf(sql, table, row.id);
    await sql.unsafe(
      `insert into ${table} select ${columns} from ${table} where org_id = ${from.orgId} and repo_id = ${from.id}`,
    );
  }
  return row.id;
}

async function columnsOf(sql: Plumbline['sql'], table: string, repoId: number): Promise<string> {
  const rows = await sql<{ name: string }[]>`
    select attname::text as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`;
  return rows.map((row) => (row.name === 'repo_id' ? `${repoId} as repo_id` : row.name)).join(', ');
}

async function exported(
  plumbline: Plumbline,
  table: string,
  from: { orgId: number; id: number },
  target: number,
): Promise<Buffer[]> {
  const columns = await columnsOf(plumbline.sql, table, target);
  const query = `copy (select ${columns} from ${table} where org_id = ${from.orgId} and repo_id = ${from.id}) to stdout`;
  const chunks: Buffer[] = [];
  // `readable` is a feature of the driver `postgres` that only the bench needs.
  const source = plumbline.sql.unsafe(query) as unknown as { readable(): Promise<AsyncIterable<Buffer>> };
  for await (const chunk of await source.readable()) chunks.push(chunk);
  return chunks;
}
