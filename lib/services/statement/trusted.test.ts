import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exceptionPolicyChange, trustedAuthorsChange } from '#lib/contracts/exception.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { bomOf } from '../advisory/testing.ts';
import { changeExceptionPolicy } from '../exception/change-exception-policy.ts';
import { withdrawException } from '../exception/withdraw-exception.ts';
import { type FakePackage, LOG4J, trivyOf } from '../policy/testing.ts';
import { type Harness, tick } from '../testing.ts';
import { changeTrust } from './change-trust.ts';
import { loadStatements, openVexOf, startStatements } from './testing.ts';

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
    const BACK = { ...LOG4J, name: 'org.back:lib', advisory: 'CVE-2021-1001' };
    await gateOf('main', BACK);
    await gateOf('main');
    expect(await gateOf('pr-1', LOG4J)).toBe('fail');
    expect(await gateOf('pr-back', BACK)).toBe('fail');
    const purl = 'pkg:maven/org.apache.logging.log4j/log4j-core';
    await load(1, { name: LOG4J.advisory, purl }, 'urn:gated');
    expect(await gateOf('pr-2', LOG4J)).toBe('pass');
    await load(1, { name: BACK.advisory, purl: 'pkg:maven/org.back/lib' }, 'urn:back');
    expect(await gateOf('pr-back-2', BACK)).toBe('pass');
    expect(await gateOf('main', LOG4J)).toBe('pass');
    expect(await statesOf('acme/gated')).toEqual([
      'CVE-2020-1000 open',
      'CVE-2021-1001 fixed',
      `${LOG4J.advisory} false_positive`,
    ]);
    expect(await gateOf('main', LOG4J, BACK)).toBe('pass');
    expect(await statesOf('acme/gated')).toContain('CVE-2021-1001 false_positive');
    await settled();
  });

  it('is believed of the version that a report tells of, and of no other', async () => {
    let serial = 0;
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
    await load(1, { name: 'CVE-2024-0200', purl: 'pkg:npm/versioned@2.0.0' }, 'urn:versioned');
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
