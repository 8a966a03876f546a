import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Transaction } from '#db/client.ts';
import { findRepository } from '#db/queries/repositories.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import { Changes } from '../ledger/changes.ts';
import { coverByRules } from '../ledger/cover-by-rules.ts';
import { type Harness, sarifOf, startHarness } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { requestRule } from './request-rule.ts';
import { askedRule } from './testing.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const FOLDERS = ['x', 'y', 'z'];

/** Statements, and parts of them, that covering so many findings takes; it is taken back. */
async function statementsFor(count: number): Promise<{ statements: number; covered: number }> {
  const scope = { orgId: harness.ctx.orgId, repoId: 1 };
  const seen = { statements: 0, covered: 0 };
  const counting = (tx: Transaction): Transaction =>
    new Proxy(tx, {
      apply(target, self, given) {
        seen.statements += 1;
        return Reflect.apply(target, self, given);
      },
      get(target, name) {
        if (name === 'unsafe' || name === 'copyFrom') seen.statements += 1;
        return Reflect.get(target, name, target);
      },
    });
  const tried = inTransaction(harness.sql, async (tx) => {
    await lockRepository(tx, scope);
    const repository = await findRepository(tx, scope);
    if (repository === null) throw new Error('no repository');
    const changes = new Changes();
    for (let number = 1; number <= count; number += 1)
      changes.events.push({ number, kind: 'introduced', detail: null });
    await coverByRules({ tx: counting(tx), scope, repository, now: harness.now() }, changes);
    seen.covered = changes.covered.length;
    throw new Error('taken back');
  });
  await expect(tried).rejects.toThrow('taken back');
  return seen;
}

it('what opens costs one statement without rules, and with them as many for three hundred findings as for one', async () => {
  const results = Array.from({ length: 300 }, (_, n) => {
    const file = `${FOLDERS[n % 3]}/${n}.ts`;
    return { rule: 'eval', file, line: 3, code: `use("${file}")` };
  });
  await harness.deliver({}, sarifOf(results));
  expect(await statementsFor(300)).toEqual({ statements: 1, covered: 0 });
  expect(await statementsFor(0)).toEqual({ statements: 0, covered: 0 });
  for (const folder of FOLDERS) await requestRule(harness.ctx, askedRule(harness, { paths: [`${folder}/`] }));
  const one = await statementsFor(1);
  expect(one.covered).toBe(1);
  expect(await statementsFor(300)).toEqual({ statements: one.statements, covered: 300 });
});
