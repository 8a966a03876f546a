import { findUpload, type Upload } from '#db/queries/uploads.ts';
import type { InventoryFacts } from '#lib/domain/privilege/inventory-facts.ts';
import type { TestInventory } from '#lib/inventories/github/testing.ts';
import { type Harness, tick } from '#lib/services/testing.ts';
import { problemResponse } from '#lib/web/problem.ts';
import { postInventory } from './post-inventory.ts';

/** Delivers by the real door, then processes as the worker would. */
export async function send(
  harness: Harness,
  document: unknown,
  params: Record<string, string> = {},
  ctx = harness.ctx,
) {
  tick(harness, 1);
  const query = new URLSearchParams({ source: 'github', system: 'acme', ...params });
  const body = typeof document === 'string' || document instanceof FormData ? document : JSON.stringify(document);
  const request = new Request(`http://plumbline.test/api/v1/inventories?${query}`, { method: 'POST', body });
  const response = await postInventory(ctx, request).catch(problemResponse);
  const answer = (await response.json()) as { status?: string; detail?: string; repo?: string; sections?: unknown };
  const [waiting] = await harness.sql<{ repoId: number; number: number }[]>`
    select repo_id, number from uploads where state = 'received'`;
  const scope = { orgId: harness.ctx.orgId, repoId: waiting?.repoId ?? 0 };
  const upload = waiting ? await findUpload(harness.sql, scope, waiting.number) : null;
  return { code: response.status, answer, upload: upload && (await harness.process(upload)) };
}

interface Shown {
  rule: string;
  state: string;
  title: string;
}

export const findingsOf = (harness: Harness, scope: string): Promise<Shown[]> => harness.sql<Shown[]>`
  select f.rule_id as rule, f.state, f.title from findings f
  join repositories r on r.org_id = f.org_id and r.id = f.repo_id where r.slug = ${`github/${scope}`} order by f.number`;

interface Facts {
  inventory: InventoryFacts;
  gaps: unknown[];
  keptOpen: number;
}

export const factsOf = async (harness: Harness, { repoId, number }: Upload): Promise<Facts | undefined> => {
  const [part] = await harness.sql<Facts[]>`
    select inventory, gaps, kept_open from upload_parts where repo_id = ${repoId} and upload = ${number}`;
  return part;
};

export const later = (document: TestInventory, day: string): TestInventory => ({
  ...document,
  collected_at: `2026-03-0${day}T06:00:00Z`,
});

export const OPEN = 'sections.runner_groups.data.runner_groups[0].allows_public_repositories';
