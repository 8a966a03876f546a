import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { bulkTagBody } from '#lib/contracts/finding-bulk.ts';
import { severityChange, tagChange } from '#lib/contracts/finding-people.ts';
import { addDays } from '#lib/domain/time.ts';
import { encodeId } from '#lib/ids.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { changeAction } from '../action/change-action.ts';
import { extendException } from '../exception/extend-exception.ts';
import { requestException } from '../exception/request-exception.ts';
import { withdrawException } from '../exception/withdraw-exception.ts';
import { changeTags } from '../finding/change-tags.ts';
import { setSeverity } from '../finding/set-severity.ts';
import { tagInBulk } from '../finding/tag-in-bulk.ts';
import { unsetSeverity } from '../finding/unset-severity.ts';
import { recount } from '../recount.ts';
import { changeRepository } from '../repository/change-repository.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { addMember } from '../user/testing.ts';

/** The clock of these tests stands still: whatever several people do at once, they do in the same millisecond. */
let harness: Harness;

const result = (rule: string): FakeResult => ({ rule, file: `src/${rule}.ts`, line: 3, code: `use(${rule})` });

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  await harness.deliver({}, sarifOf(['a', 'b', 'c', 'd'].map(result)));
  tick(harness, 1);
  await harness.deliver({ ref: 'next' }, sarifOf([]));
  tick(harness, 1);
});
afterAll(() => harness.close());

async function findingOf(rule: string): Promise<{ id: string; number: number }> {
  const state = ['open', 'accepted', 'fixed'];
  const [found] = (await getFindings(harness.ctx, findingListParams.parse({ rule, state }))).items;
  if (found === undefined) throw new Error(`no ${rule}`);
  return found;
}

interface Told {
  kind: string;
  at: Date;
  detail: Record<string, string> | null;
}

const eventsOf = (number: number): Promise<Told[]> =>
  harness.admin<Told[]>`select kind, at, detail from finding_events where finding_number = ${number} order by at, kind`;
const agrees = async () => expect(await recount(harness.systemSql)).toEqual({ differences: [] });

describe('what several people do to one finding in the same millisecond', () => {
  it('all takes effect, and history has each of it, in the order in which it did', async () => {
    const { id, number } = await findingOf('a');
    const severities = ['low', 'critical', 'medium', 'info', 'low', 'critical'];
    await Promise.all(
      severities.map((severity) =>
        setSeverity(harness.ctx, id, severityChange.parse({ severity, reason: 'As I see it.' })),
      ),
    );
    const told = (await eventsOf(number)).filter(({ kind }) => kind === 'severity_set');
    expect(told.map(({ detail }) => detail?.to).sort()).toEqual([...severities].sort());
    // Each begins where the one before it ended: no two are told in the wrong order.
    expect(told.map(({ detail }) => detail?.from)).toEqual([
      'high',
      ...told.slice(0, -1).map(({ detail }) => detail?.to),
    ]);
    await unsetSeverity(harness.ctx, id);
    await setSeverity(harness.ctx, id, severityChange.parse({ severity: 'low', reason: 'After all.' }));
    await unsetSeverity(harness.ctx, id);
    await agrees();
  });

  it('goes for tags, put on one by one and in bulk', async () => {
    const { id, number } = await findingOf('b');
    const one = (add: string) => changeTags(harness.ctx, id, tagChange.parse({ add: [add] }));
    const bulk = (add: string) => tagInBulk(harness.ctx, bulkTagBody.parse({ findings: [id], add: [add] }));
    await Promise.all([one('one'), one('two'), bulk('three'), bulk('four')]);
    const told = (await eventsOf(number)).filter(({ kind }) => kind === 'tagged');
    expect(told.map(({ detail }) => detail?.tags).sort()).toEqual(['four', 'one', 'three', 'two']);
  });

  it('goes for decisions that are taken, extended and withdrawn', async () => {
    const { id, number } = await findingOf('c');
    const now = harness.clock.now;
    const asked = {
      finding: id,
      kind: 'accepted',
      reason: 'Behind the VPN.',
      expires_at: addDays(now, 5).toISOString(),
    };
    for (const _ of [1, 2]) {
      const exception = await requestException(harness.ctx, exceptionRequest.parse(asked));
      const until = [10, 20, 30].map((days) => addDays(now, days).toISOString());
      // One after another, as of those who do it at once only one wins; the clock stands still all the same.
      for (const expires_at of until) await extendException(harness.ctx, exception, { expires_at });
      await withdrawException(harness.ctx, exception);
    }
    const kinds = (await eventsOf(number)).map(({ kind }) => kind);
    const extended = ['exception_extended', 'exception_extended', 'exception_extended'];
    expect(kinds).toEqual([
      'introduced',
      ...['accepted', ...extended, 'returned'],
      ...['accepted', ...extended, 'returned'],
    ]);
    await agrees();
  });

  it('goes for settings that close and open it again, and for the history of its fix', async () => {
    const { number } = await findingOf('d');
    const input = { email: 'ada@example.com', name: 'Ada', role: 'security', passwordHash: null } as const;
    const { id: userId } = await addMember(harness.systemSql, harness.ctx, { ...input, now: harness.clock.now });
    const branches = ['next', 'main', 'next', 'main'];
    for (const branch of branches) {
      await changeRepository(harness.ctx, 'acme/web', { default_branch: `refs/heads/${branch}` });
      if (branch !== 'main') continue;
      await changeAction({ ...harness.ctx, userId }, await actionOf(number), { change: 'claim', everywhere: false });
    }
    expect((await eventsOf(number)).map(({ kind }) => kind)).toEqual([
      'introduced',
      ...branches.map((branch) => (branch === 'main' ? 'reopened' : 'fixed')),
    ]);
    const ofFix = await harness.admin<{ kind: string }[]>`
      select e.kind from action_events e join findings f using (org_id, repo_id, action_number)
      where f.number = ${number} order by e.at, e.revision`;
    expect(ofFix.map(({ kind }) => kind)).toEqual(['closed', 'reopened', 'claimed', 'closed', 'reopened', 'claimed']);
    await agrees();
  });
});

async function actionOf(number: number): Promise<string> {
  const [row] = await harness.admin<{ repoId: number; number: number }[]>`
    select repo_id, action_number as number from findings where number = ${number}`;
  return encodeId('action', row ?? { repoId: 0, number: 0 });
}
