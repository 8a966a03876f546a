import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { adoptionPreviewBody, adoptionRequest } from '#lib/contracts/statement.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getStatementDocument } from '#lib/views/statement/get-statement-document.ts';
import { requestException } from '../exception/request-exception.ts';
import { undoBatch } from '../exception/undo-batch.ts';
import { type Harness, tick } from '../testing.ts';
import { adoptStatements } from './adopt-statements.ts';
import { previewAdoption } from './preview-adoption.ts';
import { loadStatements, openVexOf, startStatements } from './testing.ts';
import { withdrawDocument } from './withdraw-document.ts';

let harness: Harness;
let world: Awaited<ReturnType<typeof startStatements>>;
beforeAll(async () => {
  world = await startStatements();
  ({ harness } = world);
});
afterAll(() => harness.close());

const deliver: typeof world.deliver = (repo, list) => world.deliver(repo, list);
const work = () => world.work();
const findingsOf: typeof world.findingsOf = (repo, more) => world.findingsOf(repo, more);
const statesOf: typeof world.statesOf = (repo, more) => world.statesOf(repo, more);
const settled = async () => expect(await world.differences()).toEqual([]);

describe('adopting', () => {
  const NAME = 'urn:adopt';
  const load = (version: number, status = 'not_affected', justification?: string) =>
    loadStatements(
      harness,
      openVexOf({
        ...{ id: NAME, version, timestamp: '2026-03-02T00:00:00Z' },
        statements: [{ name: 'CVE-2023-0001', purl: 'pkg:npm/x', status, ...(justification ? { justification } : {}) }],
      }),
    );
  const asked = { kind: 'false_positive', expires_at: null } as const;
  async function adopt(
    id: number,
    kind: 'false_positive' | 'accepted' = 'false_positive',
    until: string | null = null,
  ) {
    tick(harness, 1);
    const { token, ...preview } = await previewAdoption(harness.ctx, id, adoptionPreviewBody.parse({ kind }));
    return {
      preview,
      result: await adoptStatements(harness.ctx, id, adoptionRequest.parse({ kind, expires_at: until, token })),
    };
  }

  it('makes exceptions with the statement as their reason, previewed, and undone as a whole', async () => {
    for (const repo of ['acme/x1', 'acme/x2']) await deliver(repo, [{ id: 'CVE-2023-0001', package: 'x' }]);
    const { id } = await load(1);
    const { preview, result } = await adopt(id);
    expect(preview).toMatchObject({ findings: 2, decided: 0, fixed: 0, repositories_total: 2 });
    expect(result).toMatchObject({ findings: 2, repositories: 2, in_force: true });
    expect(await statesOf('acme/x1')).toEqual(['CVE-2023-0001 false_positive']);
    const [finding] = await findingsOf('acme/x1');
    const [exception] = (await getFinding(harness.ctx, { id: finding?.id ?? '' })).exceptions;
    expect(exception?.statement).toBe(id);
    expect(exception?.reason).toBe(
      `Acme PSIRT states: not affected: the vulnerable code is not there (vulnerable_code_not_present).\nVEX document ${NAME}, version 1.`,
    );
    expect(await getStatementDocument(harness.ctx, id)).toMatchObject({ adopted: 2, findings: 2 });
    await settled();
    await undoBatch(harness.ctx, result.batch);
    expect(await statesOf('acme/x1')).toEqual(['CVE-2023-0001 open']);
    await expect(
      adoptStatements(harness.ctx, id, adoptionRequest.parse({ ...asked, token: '3.x' })),
    ).rejects.toMatchObject({ code: 'conflict' });
    await settled();
  });

  it('what it hid comes back when its author says otherwise, or withdraws it, and nothing else does', async () => {
    const { id } = await load(2);
    await adopt(id);
    await deliver('acme/x1', [
      { id: 'CVE-2023-0001', package: 'x' },
      { id: 'CVE-2023-0002', package: 'x' },
    ]);
    const [, other] = await findingsOf('acme/x1');
    await requestException(harness.ctx, exceptionRequest.parse({ finding: other?.id, ...asked, reason: 'Ours.' }));
    await load(3, 'affected');
    await work();
    expect(await statesOf('acme/x1')).toEqual(['CVE-2023-0001 open', 'CVE-2023-0002 false_positive']);
    expect(await statesOf('acme/x2')).toEqual(['CVE-2023-0001 open']);
    const [finding] = await findingsOf('acme/x2');
    const page = await getFinding(harness.ctx, { id: finding?.id ?? '' });
    expect(page.exceptions[0]).toMatchObject({ state: 'returned', end_reason: 'statement_ended' });
    expect(page.timeline[0]?.text).toContain('the statement that it rested on was withdrawn, or says otherwise now');
    await expect(adopt(id)).rejects.toMatchObject({ code: 'conflict' });
    await load(4);
    await adopt(id);
    await withdrawDocument(harness.ctx, id);
    await work();
    expect(await statesOf('acme/x1')).toEqual(['CVE-2023-0001 open', 'CVE-2023-0002 false_positive']);
    await expect(withdrawDocument(harness.ctx, id)).rejects.toMatchObject({ code: 'conflict' });
    await settled();
  });

  it('accepts the risk where the author says that the problem is there and does no harm', async () => {
    const { id } = await load(5, 'not_affected', 'inline_mitigations_already_exist');
    await expect(adopt(id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(adopt(id, 'accepted', null)).rejects.toMatchObject({ code: 'invalid_input' });
    const until = new Date(harness.clock.now.getTime() + 9e8).toISOString();
    await adopt(id, 'accepted', until);
    expect(await statesOf('acme/x2')).toEqual(['CVE-2023-0001 accepted']);
    await settled();
  });
});
