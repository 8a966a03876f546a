import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exceptionPolicyChange, exceptionRequest, trustedAuthorsChange } from '#lib/contracts/exception.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { adoptionPreviewBody, adoptionRequest, statementListParams } from '#lib/contracts/statement.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getStatementDocument } from '#lib/views/statement/get-statement-document.ts';
import { getStatements } from '#lib/views/statement/get-statements.ts';
import { bomOf, type FakeVulnerability } from '../advisory/testing.ts';
import { changeExceptionPolicy } from '../exception/change-exception-policy.ts';
import { requestException } from '../exception/request-exception.ts';
import { undoBatch } from '../exception/undo-batch.ts';
import { withdrawException } from '../exception/withdraw-exception.ts';
import { type FakePackage, LOG4J, trivyOf } from '../policy/testing.ts';
import { recount } from '../recount.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { adoptStatements } from './adopt-statements.ts';
import { changeTrust } from './change-trust.ts';
import { followStatements } from './follow-statements.ts';
import { previewAdoption } from './preview-adoption.ts';
import { loadStatements, openVexOf } from './testing.ts';
import { withdrawDocument } from './withdraw-document.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

let serial = 0;
async function deliver(repo: string, list: readonly FakeVulnerability[]) {
  tick(harness, 1);
  serial += 1;
  return harness.deliver({ repo, pipeline: 'tool', complete: 'true' }, bomOf(list, 'tool', serial));
}

/** What the worker does: the jobs that wait. */
async function work(): Promise<string[]> {
  tick(harness, 1);
  const jobs = await harness.admin<{ key: string }[]>`
    delete from graphile_worker._private_jobs where key like 'statements:%' returning key`;
  for (const { key } of jobs) {
    const repoId = Number(key.slice('statements:'.length));
    await followStatements(harness, { orgId: harness.ctx.orgId, repoId });
  }
  return jobs.map(({ key }) => key).sort();
}

async function findingsOf(repo: string, more: Record<string, string> = {}) {
  const params = { repo, state: 'open,accepted,false_positive,fixed', ...more };
  const { items } = await getFindings(harness.ctx, findingListParams.parse(params));
  return items.toSorted((a, b) => a.number - b.number);
}
const statesOf = async (repo: string, more: Record<string, string> = {}) =>
  (await findingsOf(repo, more)).map(({ advisory, state }) => `${advisory} ${state}`);

const npm = (name: string, version = '1.0.0') => `pkg:npm/${name}@${version}`;
const settled = async () => expect(await recount(harness.sql)).toEqual({ differences: [] });

describe('a statement', () => {
  it('changes nothing by itself, and stands on the page of each finding that it is about', async () => {
    await deliver('acme/web', [
      { id: 'CVE-2021-0001', package: 'a' },
      { id: 'CVE-2021-0002', package: 'a' },
      { id: 'CVE-2021-0001', package: 'b' },
    ]);
    const { id } = await loadStatements(
      harness,
      openVexOf({
        statements: [
          { name: 'CVE-2021-0001', purl: npm('a') },
          { name: 'CVE-2021-0001', purl: npm('b', '2.0.0') },
          { name: 'CVE-2021-0009', purl: npm('a') },
        ],
      }),
    );
    await work();
    expect(await statesOf('acme/web')).toEqual(['CVE-2021-0001 open', 'CVE-2021-0002 open', 'CVE-2021-0001 open']);
    expect(await statesOf('acme/web', { statement: 'not_affected' })).toEqual(['CVE-2021-0001 open']);
    expect(await statesOf('acme/web', { statement: 'affected' })).toEqual([]);
    expect(await statesOf('acme/web', { document: String(id) })).toEqual(['CVE-2021-0001 open']);
    const [first, second] = await findingsOf('acme/web');
    const page = await getFinding(harness.ctx, { id: first?.id ?? '' });
    expect(page.statements).toEqual([
      expect.objectContaining({
        author: 'Acme PSIRT',
        status: 'not_affected',
        adopts: 'false_positive',
        narrow: false,
      }),
    ]);
    expect((await getFinding(harness.ctx, { id: second?.id ?? '' })).statements).toEqual([]);
    const document = await getStatementDocument(harness.ctx, id);
    expect(document).toMatchObject({ statements_total: 3, matched: 1, findings: 1, adopted: 0, trusted: false });
    const unmatched = await getStatements(
      harness.ctx,
      statementListParams.parse({ document: String(id), matched: 'no' }),
    );
    expect(unmatched.items.map(({ position, findings }) => `${position} ${findings}`)).toEqual([
      'statements[1] 0',
      'statements[2] 0',
    ]);
    const matched = await getStatements(harness.ctx, statementListParams.parse({ matched: 'yes' }));
    expect(matched.items.map(({ names, findings }) => `${names} ${findings}`)).toEqual(['CVE-2021-0001 1']);
  });

  it('is about a finding by every name that the organization learned, also later', async () => {
    await deliver('acme/names', [{ id: 'CVE-2022-0001', package: 'n' }]);
    const { id } = await loadStatements(
      harness,
      openVexOf({ id: 'urn:names', statements: [{ name: 'GHSA-aaaa-bbbb-cccc', purl: npm('n') }] }),
    );
    expect(await statesOf('acme/names', { document: String(id) })).toEqual([]);
    await deliver('acme/elsewhere', [{ id: 'GHSA-aaaa-bbbb-cccc', aliases: ['CVE-2022-0001'], package: 'm' }]);
    expect(await statesOf('acme/names', { document: String(id) })).toEqual(['CVE-2022-0001 open']);
  });

  it('about a place is about what is there, and not about the same package elsewhere', async () => {
    for (const repo of ['acme/one', 'acme/two']) await deliver(repo, [{ id: 'CVE-2022-0002', package: 'p' }]);
    const { id } = await loadStatements(
      harness,
      openVexOf({
        id: 'urn:place',
        statements: [{ name: 'CVE-2022-0002', purl: npm('p'), within: 'pkg:github/Acme/One' }],
      }),
    );
    expect(await statesOf('acme/one', { document: String(id) })).toHaveLength(1);
    expect(await statesOf('acme/two', { document: String(id) })).toEqual([]);
  });
});

describe('versions of a document', () => {
  it('take the place of one another, in one direction only, and refuse in words', async () => {
    const version = (number: number, purl: string) =>
      openVexOf({ id: 'urn:versions', version: number, statements: [{ name: 'CVE-2022-0003', purl }] });
    const { id } = await loadStatements(harness, version(2, npm('a')));
    expect(await loadStatements(harness, version(2, npm('a')))).toEqual({ id, duplicate: true });
    await expect(loadStatements(harness, version(2, npm('b')))).rejects.toThrow(
      /loaded as version 2 .* other content.*Nothing was changed/,
    );
    await expect(loadStatements(harness, version(1, npm('a')))).rejects.toThrow(
      /version 1 of the document, and version 2 .* newer\. Nothing/,
    );
    expect(await loadStatements(harness, version(10, npm('b')))).toEqual({ id, duplicate: false });
    const { items } = await getStatements(harness.ctx, statementListParams.parse({ document: String(id) }));
    expect(items.map(({ products }) => products)).toEqual([[npm('b')]]);
  });

  it('that are broken leave what is loaded, and say where', async () => {
    await expect(loadStatements(harness, '{"@context": ')).rejects.toMatchObject({
      code: 'unprocessable',
      sentence: 'The document is not valid JSON (at line 1, column 14). Nothing was changed.',
    });
  });
});

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

describe('an author who is trusted', () => {
  const AUTHOR = 'Vendor';
  const trust = (...authors: string[]) => changeTrust(harness.ctx, trustedAuthorsChange.parse({ authors }));
  const load = (
    version: number,
    given: Partial<Parameters<typeof openVexOf>[0]['statements'][number]> = {},
    name = 'urn:trusted',
  ) =>
    loadStatements(
      harness,
      openVexOf({
        id: name,
        author: AUTHOR,
        version,
        statements: [{ name: 'CVE-2024-0001', purl: 'pkg:npm/t', ...given }],
      }),
    );

  it('is believed on arrival, also of what opens later, and visibly so', async () => {
    await deliver('acme/t1', [{ id: 'CVE-2024-0001', package: 't' }]);
    const { id } = await load(1);
    await work();
    expect(await statesOf('acme/t1')).toEqual(['CVE-2024-0001 open']);
    await trust(AUTHOR);
    await work();
    expect(await statesOf('acme/t1')).toEqual(['CVE-2024-0001 false_positive']);
    await deliver('acme/t2', [
      { id: 'CVE-2024-0001', package: 't' },
      { id: 'CVE-2024-0002', package: 't' },
    ]);
    // In the transaction of the report: nobody ever sees it open.
    expect(await statesOf('acme/t2')).toEqual(['CVE-2024-0001 false_positive', 'CVE-2024-0002 open']);
    const [finding] = await findingsOf('acme/t2');
    const [exception] = (await getFinding(harness.ctx, { id: finding?.id ?? '' })).exceptions;
    expect(exception).toMatchObject({
      requested_by: { name: AUTHOR, kind: 'source' },
      decided_by: { name: 'test' },
      statement: id,
    });
    await settled();
    await work();
    expect(await work()).toEqual([]);
  });

  it('is believed before a gate judges the report, of a branch too', async () => {
    const OLD = { name: 'org.old:lib', version: '1.0', advisory: 'CVE-2020-1000', fixed: '1.1' };
    const gateOf = async (ref: string, ...packages: FakePackage[]) => {
      tick(harness, 1);
      const { number, repoId } = await harness.deliver({ repo: 'acme/gated', ref }, trivyOf(OLD, ...packages));
      const [answer] = await harness.admin<{ outcome: string }[]>`
        select outcome from gate_answers where repo_id = ${repoId} and upload = ${number}`;
      return answer?.outcome;
    };
    await gateOf('main');
    expect(await gateOf('pr-1', LOG4J)).toBe('fail');
    const purl = 'pkg:maven/org.apache.logging.log4j/log4j-core';
    await load(1, { name: LOG4J.advisory, purl }, 'urn:gated');
    expect(await gateOf('pr-2', LOG4J)).toBe('pass');
    expect(await gateOf('main', LOG4J)).toBe('pass');
    expect(await statesOf('acme/gated')).toEqual(['CVE-2020-1000 open', `${LOG4J.advisory} false_positive`]);
    await settled();
  });

  it('is believed of the version that a report tells of, and of no other', async () => {
    const version = async (of: string) => {
      tick(harness, 1);
      serial += 1;
      const text = bomOf([{ id: 'CVE-2024-0200', package: 'versioned' }], 'tool', serial);
      await harness.deliver(
        { repo: 'acme/versioned', pipeline: 'tool', complete: 'true' },
        text.replaceAll('1.0.0', of),
      );
      return statesOf('acme/versioned');
    };
    await load(1, { name: 'CVE-2024-0200', purl: npm('versioned', '2.0.0') }, 'urn:versioned');
    expect(await version('1.0.0')).toEqual(['CVE-2024-0200 open']);
    expect(await version('2.0.0')).toEqual(['CVE-2024-0200 false_positive']);
    expect(await version('3.0.0')).toEqual(['CVE-2024-0200 open']);
    const [finding] = await findingsOf('acme/versioned');
    const page = await getFinding(harness.ctx, { id: finding?.id ?? '' });
    expect(page.exceptions[0]).toMatchObject({ state: 'returned', end_reason: 'statement_ended' });
    await settled();
  });

  it('is not believed a second time about what a person took back, until the document has a new version', async () => {
    const [finding] = await findingsOf('acme/t2');
    const [exception] = (await getFinding(harness.ctx, { id: finding?.id ?? '' })).exceptions;
    await withdrawException(harness.ctx, exception?.id ?? '');
    await deliver('acme/t2', [
      { id: 'CVE-2024-0001', package: 't' },
      { id: 'CVE-2024-0002', package: 't' },
      { id: 'CVE-2024-0003', package: 't' },
    ]);
    await work();
    expect((await statesOf('acme/t2'))[0]).toBe('CVE-2024-0001 open');
    await load(2);
    await work();
    expect((await statesOf('acme/t2'))[0]).toBe('CVE-2024-0001 false_positive');
  });

  it('is not believed by itself where the statement says more than reports do, or a fix without a version', async () => {
    await deliver('acme/t3', [{ id: 'CVE-2024-0009', package: 'u' }]);
    const open = ['CVE-2024-0009 open'];
    await load(1, { name: 'CVE-2024-0009', purl: 'pkg:npm/u?arch=arm64' }, 'urn:narrow');
    await work();
    expect(await statesOf('acme/t3')).toEqual(open);
    await load(2, { name: 'CVE-2024-0009', purl: 'pkg:npm/u', status: 'fixed' }, 'urn:narrow');
    await work();
    expect(await statesOf('acme/t3')).toEqual(open);
    await load(3, { name: 'CVE-2024-0009', purl: 'pkg:npm/u@1.0.0', status: 'fixed' }, 'urn:narrow');
    await work();
    expect(await statesOf('acme/t3')).toEqual(['CVE-2024-0009 false_positive']);
    await settled();
  });

  it('who says in a newer document that it is affected takes back what an older one hid', async () => {
    await load(
      1,
      { name: 'CVE-2024-0009', purl: 'pkg:npm/u', status: 'affected', timestamp: '2026-03-05T00:00:00Z' },
      'urn:newer',
    );
    await work();
    expect(await statesOf('acme/t3')).toEqual(['CVE-2024-0009 open']);
    await settled();
  });

  it('asks for an end as the policy does, and no second person where one trusted the author', async () => {
    await changeExceptionPolicy(harness.ctx, exceptionPolicyChange.parse({ four_eyes: true, false_positive_days: 30 }));
    await deliver('acme/t4', [{ id: 'CVE-2024-0001', package: 't' }]);
    const [finding] = await findingsOf('acme/t4');
    const [exception] = (await getFinding(harness.ctx, { id: finding?.id ?? '' })).exceptions;
    expect(exception).toMatchObject({ state: 'in_force' });
    const end = new Date(harness.clock.now.getTime() + 30 * 86_400_000).toISOString();
    expect(exception?.expires_at).toBe(end);
    await trust();
    await deliver('acme/t5', [{ id: 'CVE-2024-0001', package: 't' }]);
    await work();
    expect(await statesOf('acme/t5')).toEqual(['CVE-2024-0001 open']);
    expect(await statesOf('acme/t4')).toEqual(['CVE-2024-0001 false_positive']);
  });
});
