import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOpenActions } from '#db/queries/repair.ts';
import { findRepository } from '#db/queries/repositories.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import { exceptionExtension, exceptionRequest } from '#lib/contracts/exception.ts';
import { bulkPreviewBody, bulkRequest } from '#lib/contracts/exception-bulk.ts';
import { DECISIONS, type Decision } from '#lib/domain/finding/finding.ts';
import { addDays } from '#lib/domain/time.ts';
import { Fault } from '#lib/errors.ts';
import { encodeId } from '#lib/ids.ts';
import { extendRule } from '../exception-rule/extend-rule.ts';
import { makeRule, runRuleJobs } from '../exception-rule/testing.ts';
import { withdrawRule } from '../exception-rule/withdraw-rule.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { recount } from '../recount.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { extendException } from './extend-exception.ts';
import { previewBulk } from './preview-bulk.ts';
import { requestException } from './request-exception.ts';
import { requestInBulk } from './request-in-bulk.ts';
import { sweepExceptions } from './sweep-exceptions.ts';
import { undoBatch } from './undo-batch.ts';
import { withdrawException } from './withdraw-exception.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const DAY = 24 * 60;
const KEYS = ['a', 'b', 'c', 'd', 'e'];
const LEVELS: Readonly<Record<string, FakeResult['level']>> = {
  a: 'error',
  b: 'error',
  c: 'warning',
  d: 'warning',
  e: 'note',
};

/** What happens: reports to both repositories, decisions in one of them. */
type Step =
  | { do: 'deliver'; keys: string[]; folder: string; ref: string }
  | { do: 'decide'; key: string; kind: Decision; days: number }
  | { do: 'withdraw' | 'undo' | 'endRule' }
  | { do: 'extend' | 'extendRule'; days: number }
  | { do: 'bulk'; kind: Decision; key: string; days: number }
  | { do: 'rule'; kind: Decision; days: number }
  | { do: 'wait'; days: number };

const key = fc.constantFrom(...KEYS);
const kind = fc.constantFrom(...DECISIONS);
const days = fc.integer({ min: 1, max: 60 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('deliver' as const),
    keys: fc.subarray(KEYS),
    folder: fc.constantFrom('src', 'test'),
    ref: fc.constantFrom('main', 'main', 'pr'),
  }),
  fc.record({ do: fc.constant('decide' as const), key, kind, days }),
  fc.record({ do: fc.constantFrom('withdraw' as const, 'undo' as const, 'endRule' as const) }),
  fc.record({ do: fc.constantFrom('extend' as const, 'extendRule' as const), days }),
  fc.record({ do: fc.constant('bulk' as const), kind, key, days }),
  fc.record({ do: fc.constant('rule' as const), kind, days }),
  fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }),
);

const resultsOf = (keys: readonly string[], folder: string): FakeResult[] =>
  keys.map((rule) => ({
    rule,
    file: `${folder}/${rule}.ts`,
    line: 3,
    code: `use(${rule})`,
    level: LEVELS[rule] ?? 'note',
  }));

/** A repository in which people decide, and its twin, which has the same reports and no decisions. */
class Pair {
  readonly repo: string;
  readonly twin: string;
  readonly #batches: string[] = [];
  readonly #rules: number[] = [];
  constructor(number: number) {
    this.repo = `acme/decided-${number}`;
    this.twin = `acme/plain-${number}`;
  }

  async deliver(keys: readonly string[], folder: string, ref: string): Promise<void> {
    tick(harness, 7);
    for (const repo of [this.repo, this.twin]) await harness.deliver({ repo, ref }, sarifOf(resultsOf(keys, folder)));
  }

  async #finding(rule: string): Promise<string> {
    const [row] = await harness.sql<{ repoId: number; number: number }[]>`
      select f.repo_id, f.number from findings f join repositories r on r.org_id = f.org_id and r.id = f.repo_id
      where r.slug = ${this.repo} and f.rule_id = ${rule}`;
    return row === undefined ? '' : encodeId('finding', row);
  }

  async #live(): Promise<string[]> {
    const rows = await harness.sql<{ repoId: number; number: number }[]>`
      select e.repo_id, e.number from exceptions e join repositories r on r.org_id = e.org_id and r.id = e.repo_id
      where r.slug = ${this.repo} and e.state = 'in_force' order by e.number`;
    return rows.map((row) => encodeId('exception', row));
  }

  async take(one: Step): Promise<void> {
    const { ctx, clock } = harness;
    // No two decisions at one instant.
    tick(harness, 1);
    const until = (count: number) => addDays(clock.now, count).toISOString();
    const reason = 'For a test.';
    const [first] = await this.#live();
    switch (one.do) {
      case 'deliver':
        return this.deliver(one.keys, one.folder, one.ref);
      case 'decide': {
        const asked = { finding: await this.#finding(one.key), kind: one.kind, reason, expires_at: until(one.days) };
        await requestException(ctx, exceptionRequest.parse(asked));
        return;
      }
      case 'withdraw':
        return first === undefined ? undefined : withdrawException(ctx, first);
      case 'extend':
        return first === undefined
          ? undefined
          : extendException(ctx, first, exceptionExtension.parse({ expires_at: until(one.days) }));
      case 'bulk': {
        const which = { kind: one.kind, filter: { rule: one.key, repo: [this.repo] } };
        const { token } = await previewBulk(ctx, bulkPreviewBody.parse(which));
        const asked = bulkRequest.parse({ ...which, token, reason, expires_at: until(one.days) });
        this.#batches.push((await requestInBulk(ctx, asked)).batch);
        return;
      }
      case 'undo': {
        const batch = this.#batches.pop();
        if (batch !== undefined) await undoBatch(ctx, batch);
        return;
      }
      case 'rule': {
        const conditions = { paths: ['test/'], repositories: [this.repo] };
        this.#rules.push(await makeRule(harness, conditions, { kind: one.kind, expires_at: until(one.days) }));
        return;
      }
      case 'extendRule': {
        const rule = this.#rules.at(-1);
        if (rule !== undefined) await extendRule(ctx, rule, { expires_at: until(one.days) });
        // In some runs the job comes first, in others the sweep.
        if (one.days % 2 === 0) await runRuleJobs(harness);
        return;
      }
      case 'endRule': {
        const rule = this.#rules.pop();
        if (rule !== undefined) await withdrawRule(ctx, rule);
        tick(harness, 1);
        await runRuleJobs(harness);
        return;
      }
      case 'wait':
        tick(harness, one.days * DAY);
        return sweepExceptions(harness);
    }
  }

  async rescored(): Promise<void> {
    for (const repo of [this.repo, this.twin]) await rescored(repo);
  }

  /** All that counts of a repository, as of now. */
  async facts(repo: string) {
    const findings = await harness.sql`
      select f.number, f.state, f.severity, f.opened_at, f.first_seen_at, f.fixed_at, f.reopened, f.rank, f.decided
      from findings f join repositories r on r.org_id = f.org_id and r.id = f.repo_id where r.slug = ${repo} order by f.number`;
    const actions = await harness.sql`
      select a.number, a.open, a.accepted, a.load, a.lane, a.value, a.gain, a.due_at, a.severity
      from actions a join repositories r on r.org_id = a.org_id and r.id = a.repo_id where r.slug = ${repo} order by a.number`;
    const counts = await harness.sql`
      select c.state, c.category, c.severity, c.count from finding_counts c
      join repositories r on r.org_id = c.org_id and r.id = c.repo_id
      where r.slug = ${repo} and c.count <> 0 order by 1, 2, 3`;
    const [state] = await harness.sql<{ score: number; withoutAcceptances: number }[]>`
      select s.score, s.without_acceptances from repository_state s
      join repositories r on r.org_id = s.org_id and r.id = s.repo_id where r.slug = ${repo}`;
    if (state === undefined) throw new Error('no state');
    return { findings, actions, counts, ...state };
  }
}

/** A step that is not possible now is refused, and has changed nothing: that is a part of what is tried. */
async function tolerant(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'internal') throw error;
  }
}

const numbers = (function* (): Generator<number, never> {
  for (let number = 1; ; number += 1) yield number;
})();

/** Counts a repository anew as of this moment: time alone changes scores too. */
async function rescored(repo: string): Promise<void> {
  const { orgId } = harness.ctx;
  await inTransaction(harness.sql, async (tx) => {
    const [row] = await tx<{ id: number }[]>`select id from repositories where org_id = ${orgId} and slug = ${repo}`;
    const scope = { orgId, repoId: row?.id ?? 0 };
    await lockRepository(tx, scope);
    const repository = await findRepository(tx, scope);
    if (repository === null) throw new Error('no repository');
    const changes = new Changes();
    for (const number of await listOpenActions(tx, scope)) changes.actions.add(number);
    await commit({ tx, scope, repository, now: harness.now() }, changes, { upload: 0, userId: null });
  });
}

describe('any sequence of reports and decisions', () => {
  it('leaves the score without acceptances where it would be without them, and brings back exactly what it hid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 9 }), async (steps) => {
        const pair = new Pair(numbers.next().value);
        // The others may be seen on a branch first.
        await pair.deliver(KEYS.slice(0, 3), 'src', 'main');
        for (const one of steps) {
          await tolerant(pair.take(one));
          await pair.rescored();
          const [decided, plain] = [await pair.facts(pair.repo), await pair.facts(pair.twin)];
          expect(decided.score).toBeGreaterThanOrEqual(decided.withoutAcceptances - 1e-3);
          const hides = decided.findings.some(({ state }) => state === 'false_positive');
          if (hides) expect(decided.withoutAcceptances).toBeGreaterThanOrEqual(plain.score - 1e-3);
          else expect(decided.withoutAcceptances).toBeCloseTo(plain.score, 3);
          // A decision changes the state of what is open, and nothing else of a finding.
          const undecided = ({ state, decided: by, ...rest }: Record<string, unknown>) => ({
            ...rest,
            state: state === by ? 'open' : state,
          });
          expect(decided.findings.map(undecided)).toEqual(plain.findings.map(undecided));
        }
        // All time is over.
        tick(harness, 400 * DAY);
        await sweepExceptions(harness);
        await pair.rescored();
        expect(await pair.facts(pair.repo)).toEqual(await pair.facts(pair.twin));
      }),
      { numRuns: 8, endOnFailure: true },
    );
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  }, 240_000);
});
