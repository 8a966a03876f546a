import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionListParams } from '#lib/contracts/action.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { createTokenBody } from '#lib/contracts/token.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { identifyToken } from '#lib/services/access/identify-token.ts';
import { type FakeResult, type Harness, sarifOf, startHarness } from '#lib/services/testing.ts';
import { createToken } from '#lib/services/token/create.ts';
import { getTokens } from './access/get-tokens.ts';
import { getActions } from './action/get-actions.ts';
import { getFinding } from './finding/get-finding.ts';
import { getFindingFacets } from './finding/get-finding-facets.ts';
import { getFindings } from './finding/get-findings.ts';
import { getToday } from './posture/get-today.ts';
import { getRepositories } from './repository/get-repositories.ts';
import { getRepository } from './repository/get-repository.ts';
import { getIngest } from './upload/get-ingest.ts';

let harness: Harness;
let token: { id: number; token: string };

const results: FakeResult[] = Array.from({ length: 12 }, (_, index) => ({
  rule: `rule-${index % 3}`,
  file: `src/part-${index}.ts`,
  line: 1,
  code: `call(${index});`,
}));

beforeAll(async () => {
  harness = await startHarness();
  for (const repo of ['acme/web', 'acme/api']) await harness.deliver({ repo }, sarifOf(results));
  for (const name of ['first', 'second']) {
    token = await createToken(harness.ctx, createTokenBody.parse({ kind: 'api', name, role: 'admin' }));
  }
});
afterAll(() => harness.close());

/** Every list, and the pages of what is in them. */
async function readAll() {
  const { ctx } = harness;
  const lists = await Promise.all([
    getTokens(ctx),
    getActions(ctx, actionListParams.parse({ limit: 200 })),
    getFindings(ctx, findingListParams.parse({ limit: 200 })),
    getRepositories(ctx, repositoryListParams.parse({ limit: 200 })),
    getIngest(ctx, uploadListParams.parse({ limit: 200 })),
  ]);
  await getFindingFacets(ctx, findingListParams.parse({}));
  await getRepository(ctx, 'acme/web');
  await getFinding(ctx, { repo: 'acme/web', number: 1 });
  const today = await getToday(ctx);
  return { lengths: lists.map(({ items }) => items.length), score: today.score.score };
}

const columns = [
  'tokens.role',
  'repositories.kind',
  'repositories.criticality',
  'repositories.exposure',
  'repository_state.grade',
  'actions.kind',
  'actions.category',
  'actions.effort_kind',
  'findings.category',
  'findings.scanner',
  'uploads.state',
  'uploads.credential_kind',
  'finding_events.kind',
] as const;

describe('a word that this version does not know', () => {
  it.each(columns)('in one row breaks no list and leaves out no other row: %s', async (place) => {
    const [table = '', column = ''] = place.split('.');
    const before = await readAll();
    const own = table === 'tokens' ? 'id' : table === 'repositories' ? 'id' : 'repo_id';
    const where = `where ${own} = (select min(${own}) from ${table})`;
    await harness.admin.unsafe(`create table kept as select * from ${table} ${where}`);
    await harness.admin.unsafe(`update ${table} set ${column} = 'stranger' ${where}`);
    try {
      expect(await readAll()).toEqual({ ...before, score: expect.any(Number) });
    } finally {
      await harness.admin.unsafe(
        `update ${table} t set ${column} = k.${column} from kept k where to_jsonb(t) - '${column}' = to_jsonb(k) - '${column}'`,
      );
      await harness.admin.unsafe('drop table kept');
    }
    expect(await readAll()).toEqual(before);
  });

  it('is no role that anybody may act with', async () => {
    await harness.admin`update tokens set role = 'owner' where id = ${token.id}`;
    await expect(identifyToken(harness.systemSql, token.token, harness.now())).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    const { items } = await getTokens(harness.ctx);
    expect(items.map(({ role }) => role)).toEqual([null, 'admin']);
  });
});
