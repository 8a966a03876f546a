import { afterAll, beforeAll, expect, it } from 'vitest';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { requestException } from '#lib/services/exception/request-exception.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getNoise } from './get-noise.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

it('noise is the share of false positives among what was decided or fixed, by scanner and rule', async () => {
  const report = (...lines: number[]) =>
    sarifOf(lines.map((line) => ({ rule: 'r', file: `src/${line}.ts`, line, code: `use(${line})` })));
  await harness.deliver({}, report(1, 2, 3, 4, 5));
  expect(await getNoise(harness.ctx)).toEqual({ scanners: [], rules: [] });
  tick(harness, 5);
  await harness.deliver({}, report(1, 2, 3, 4));
  const { items } = await getFindings(harness.ctx, findingListParams.parse({}));
  for (const [index, kind] of (['false_positive', 'accepted', 'false_positive'] as const).entries()) {
    const expires_at = kind === 'accepted' ? new Date(harness.clock.now.getTime() + 9e8).toISOString() : null;
    const request = { finding: items[index]?.id, kind, reason: 'For a test.', expires_at };
    await requestException(harness.ctx, exceptionRequest.parse(request));
  }
  const row = { scanner: 'plumbtest', false_positives: 2, real: 2, share: 0.5 };
  expect(await getNoise(harness.ctx)).toEqual({ scanners: [row], rules: [{ ...row, rule: 'r' }] });
  // Nothing that is left out of the figures is in them: what is archived, or of the demo beside real reports.
  await harness.admin`update repositories set archived = true`;
  expect(await getNoise(harness.ctx)).toEqual({ scanners: [], rules: [] });
});
