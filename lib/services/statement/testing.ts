import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { findingListParams } from '#lib/contracts/finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { bomOf, type FakeVulnerability } from '../advisory/testing.ts';
import { recount } from '../recount.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { followStatements } from './follow-statements.ts';
import { loadDocument } from './load-document.ts';

interface Stated {
  name: string;
  purl: string;
  /** Of the package within that product. */
  within?: string;
  status?: string;
  justification?: string | null;
  timestamp?: string;
}

interface Given {
  id?: string;
  author?: string;
  version?: number;
  timestamp?: string;
  statements: readonly Stated[];
}

/** Test helper: an OpenVEX document. */
export function openVexOf(given: Given): string {
  const {
    id = 'https://acme.example/vex/1',
    author = 'Acme PSIRT',
    version = 1,
    timestamp = '2026-03-01T00:00:00Z',
  } = given;
  return JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    ...{ '@id': id, author, version, timestamp },
    statements: given.statements.map(
      ({ name, purl, within, status = 'not_affected', justification, timestamp: at }) => ({
        vulnerability: { name },
        products: [within === undefined ? { '@id': purl } : { '@id': within, subcomponents: [{ '@id': purl }] }],
        status,
        ...(status === 'not_affected' && justification !== null
          ? { justification: justification ?? 'vulnerable_code_not_present' }
          : { impact_statement: 'It is switched off.', action_statement: 'Update it.' }),
        ...(at === undefined ? {} : { timestamp: at }),
      }),
    ),
  });
}

/** Test helper: loads a document as the route does. */
export async function loadStatements(
  { ctx, clock }: Pick<Harness, 'ctx' | 'clock'>,
  text: string | Uint8Array,
): Promise<{ id: number; duplicate: boolean }> {
  const data = Buffer.from(text);
  const { name: blob } = await ctx.blobs.put(Readable.from([data]), [], clock.now);
  const sha256 = createHash('sha256').update(data).digest();
  try {
    return await loadDocument(ctx, { blob, bytes: data.length, sha256, name: 'vex.json' });
  } finally {
    await ctx.blobs.remove(blob);
  }
}

/** Test helper: an organization whose reports, jobs and findings tests of statements look at. */
export async function startStatements() {
  const harness = await startHarness(undefined, { readers: inProcessReader });
  let serial = 0;
  async function findingsOf(repo: string, more: Record<string, string> = {}) {
    const params = { repo, state: 'open,accepted,false_positive,fixed', ...more };
    const { items } = await getFindings(harness.ctx, findingListParams.parse(params));
    return items.toSorted((a, b) => a.number - b.number);
  }
  return {
    harness,
    async deliver(repo: string, list: readonly FakeVulnerability[]) {
      tick(harness, 1);
      serial += 1;
      return harness.deliver({ repo, pipeline: 'tool', complete: 'true' }, bomOf(list, 'tool', serial));
    },
    /** What the worker does: the jobs that wait. */
    async work(): Promise<string[]> {
      tick(harness, 1);
      const jobs = await harness.admin<{ key: string }[]>`
        delete from graphile_worker._private_jobs where key like 'statements:%' returning key`;
      for (const { key } of jobs) {
        const repoId = Number(key.slice('statements:'.length));
        await followStatements(harness, { orgId: harness.ctx.orgId, repoId });
      }
      return jobs.map(({ key }) => key).sort();
    },
    findingsOf,
    statesOf: async (repo: string, more: Record<string, string> = {}) =>
      (await findingsOf(repo, more)).map(({ advisory, state }) => `${advisory} ${state}`),
    /** What does not equal a recount: nothing. */
    differences: async () => (await recount(harness.sql)).differences,
  };
}
