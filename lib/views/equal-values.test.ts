import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionListParams } from '#lib/contracts/action.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { type Harness, sarifOf, startHarness } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { getActions } from './action/get-actions.ts';
import { getFindings } from './finding/get-findings.ts';
import { getRepositories } from './repository/get-repositories.ts';
import { getIngest } from './upload/get-ingest.ts';

let harness: Harness;

/** Everything at one moment, so that every row of a list has the value by which the list is sorted. */
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  const report = sarifOf(['a', 'b', 'c'].map((rule) => ({ rule, file: `${rule}.ts`, line: 1, code: `${rule}()` })));
  for (const repo of ['acme/one', 'acme/two', 'acme/three']) {
    for (const pipeline of ['ci', 'nightly']) await harness.deliver({ repo, pipeline }, report);
  }
  for (const repo of ['acme/four', 'acme/five', 'acme/six']) await harness.accept({ repo }, report);
});
afterAll(() => harness.close());

interface Page {
  items: { id: string }[];
  next_cursor: string | null;
}

const lists: [string, number, (page: { limit: number; cursor?: string | undefined }) => Promise<Page>][] = [
  ...['-risk', '-opened', 'opened'].map((sort): (typeof lists)[number] => [
    `findings by ${sort}`,
    9,
    (page) => getFindings(harness.ctx, findingListParams.parse({ sort, ...page })),
  ]),
  // Nine that close findings, and one for each category that nothing measures.
  ['actions', 14, (page) => getActions(harness.ctx, actionListParams.parse(page))],
  ['uploads', 9, (page) => getIngest(harness.ctx, uploadListParams.parse(page))],
  [
    'uploads by scanner',
    6,
    (page) => getIngest(harness.ctx, uploadListParams.parse({ scanner: 'plumbtest', ...page })),
  ],
  ['uploads by name', 2, (page) => getIngest(harness.ctx, uploadListParams.parse({ q: 'two', ...page }))],
  ['uploads by state', 6, (page) => getIngest(harness.ctx, uploadListParams.parse({ state: 'processed', ...page }))],
  ...['score', '-score', '-not_measured', '-last_upload', 'name'].map((sort): (typeof lists)[number] => [
    `repositories by ${sort}`,
    6,
    (page) => getRepositories(harness.ctx, repositoryListParams.parse({ sort, ...page })),
  ]),
];

describe('rows with equal values', () => {
  it.each(lists)('are each on one page of the list: %s', async (_name, count, read) => {
    const all = await read({ limit: 100 });
    expect(all.items).toHaveLength(count);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await read({ limit: 2, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined && seen.length <= count);
    expect(seen).toEqual(all.items.map(({ id }) => id));
  });
});
