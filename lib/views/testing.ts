import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';

const LEVELS = ['error', 'warning', 'note'] as const;

/** Test helper: results of seven rules and three levels in five files; two calls overlap where their numbers do. */
export function resultsFrom(first: number, count: number, folder: string): FakeResult[] {
  return Array.from({ length: count }, (_, index) => ({
    rule: `rule-${(first + index) % 7}`,
    file: `${folder}/part-${index % 5}.ts`,
    line: 10 + index,
    code: `call(${first + index});`,
    level: LEVELS[(first + index) % 3] ?? 'note',
  }));
}

/** Test helper: acme/web, acme/api and acme/docs, each with 25 open findings and 5 that its second report fixed. */
export async function startThreeRepositories(): Promise<Harness> {
  const harness = await startHarness();
  for (const [index, repo] of ['acme/web', 'acme/api', 'acme/docs'].entries()) {
    for (const count of [30, 25]) {
      await harness.deliver({ repo, pipeline: 'ci' }, sarifOf(resultsFrom(index * 10, count, 'src')));
      tick(harness, 30);
    }
  }
  return harness;
}
