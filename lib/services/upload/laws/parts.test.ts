import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recount } from '../../recount.ts';
import { type Harness, tick } from '../../testing.ts';
import { startFastHarness } from './harness.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startFastHarness();
});
afterAll(() => harness?.close());

const FILES = ['a', 'b', 'c', 'd', 'e'];
const RUNS = [
  { tool: 'tool-a', id: 'x/1' },
  { tool: 'tool-a', id: 'y/1' },
  { tool: 'tool-b', id: null },
];

interface Part {
  run: (typeof RUNS)[number];
  files: string[];
  /** Files that it says it could not read. */
  unread: readonly string[];
  /** The rule of a result that cannot be read. */
  unreadable: boolean;
}

/** A report, or an upgrade that makes other keys. */
type Step = { kind: 'report'; parts: Part[]; complete: boolean; again: boolean } | { kind: 'upgrade' };

const anyPart = (run: (typeof RUNS)[number]): fc.Arbitrary<Part> =>
  fc.record({
    run: fc.constant(run),
    files: fc.subarray(FILES),
    unread: fc.oneof({ weight: 2, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: fc.subarray(FILES) }),
    unreadable: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  });
const anyReport = fc.shuffledSubarray(RUNS, { minLength: 1 }).chain((runs) =>
  fc.record({
    kind: fc.constant('report' as const),
    parts: fc.tuple(...runs.map(anyPart)),
    complete: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    again: fc.boolean(),
  }),
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: anyReport },
  { weight: 1, arbitrary: fc.constant({ kind: 'upgrade' as const }) },
);

const placeOf = (uri: string) => ({ physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } } });

const sarif = (parts: readonly Part[]): string =>
  JSON.stringify({
    version: '2.1.0',
    runs: parts.map(({ run, files, unread, unreadable }) => ({
      tool: { driver: { name: run.tool } },
      ...(run.id === null ? {} : { automationDetails: { id: run.id } }),
      invocations: [
        {
          executionSuccessful: true,
          toolExecutionNotifications: unread.map((uri) => {
            return { level: 'error', message: { text: `no ${uri}` }, locations: [placeOf(uri)] };
          }),
        },
      ],
      results: [
        ...files.map((uri) => ({ ruleId: 'r', message: { text: `m ${uri}` }, locations: [placeOf(uri)] })),
        ...(unreadable ? ['?'] : []),
      ],
    })),
  });

/** Plain sets: what each stream holds, and what follows for findings, which are known by tool and file. */
class Model {
  readonly #streams = new Map<string, { tool: string; files: Set<string>; kept: boolean }>();
  #open = new Set<string>();
  #ever = new Set<string>();

  report(parts: readonly Part[], complete: boolean) {
    for (const { run, files, unread, unreadable } of parts) {
      const name = `${run.tool} ${run.id}`;
      const before = this.#streams.get(name)?.files ?? new Set<string>();
      const kept = [...before].filter((file) => !complete || unreadable || unread.includes(file));
      this.#streams.set(name, {
        tool: run.tool,
        files: new Set([...files, ...kept]),
        kept: kept.some((file) => !files.includes(file)),
      });
    }
    const open = new Set(
      [...this.#streams.values()].flatMap(({ tool, files }) => [...files].map((file) => `${tool} ${file}`)),
    );
    const appeared = [...open].filter((finding) => !this.#open.has(finding));
    const introduced = appeared.filter((finding) => !this.#ever.has(finding)).length;
    const fixed = [...this.#open].filter((finding) => !open.has(finding)).length;
    for (const finding of open) this.#ever.add(finding);
    this.#open = open;
    return { state: 'processed', introduced, reopened: appeared.length - introduced, fixed };
  }

  /**
   * Findings that no report holds keep their former keys: nobody can know them again by the new ones. Where one of them is
   * open, another stream may take it for new: such upgrades are left out here.
   */
  upgrade(): boolean {
    if ([...this.#streams.values()].some((stream) => stream.kept)) return false;
    this.#ever = new Set(this.#open);
    return true;
  }

  open(): string[] {
    return [...this.#open].sort();
  }
}

async function openIn(repo: string): Promise<string[]> {
  const rows = await harness.sql<{ name: string }[]>`
    select f.scanner || ' ' || f.path as name from findings f
    join repositories r on r.org_id = f.org_id and r.id = f.repo_id where r.slug = ${repo} and f.state = 'open'`;
  return rows.map((row) => row.name).sort();
}

let upgrades = 0;

/** Leaves the repository as a version would have that makes other keys and records. */
async function upgrade(repo: string): Promise<void> {
  upgrades += 1;
  const { admin } = harness;
  const [row] = await admin<{ id: number }[]>`select id from repositories where slug = ${repo}`;
  const repoId = row?.id ?? 0;
  const salt = `${upgrades}`;
  await admin`update findings set key = decode(md5(${salt} || encode(key, 'hex')), 'hex') where repo_id = ${repoId}`;
  await admin`
    update sightings set key = decode(md5(${salt} || encode(key, 'hex')), 'hex'), content = ''::bytea where repo_id = ${repoId}`;
  await admin`update uploads set reader_version = ${100 + upgrades} where repo_id = ${repoId}`;
}

const names = (function* (): Generator<string, never> {
  for (let number = 1; ; number += 1) yield `acme/parts-${number}`;
})();

describe('any sequence of reports of several parts, with gaps and upgrades between them', () => {
  it('opens, closes and reopens what plain sets say, and every counter equals a recount', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 6, maxLength: 9 }), async (steps) => {
        const repo = names.next().value;
        const model = new Model();
        for (const [index, step] of steps.entries()) {
          if (step.kind === 'upgrade') {
            if (model.upgrade()) await upgrade(repo);
            continue;
          }
          tick(harness, 1);
          const expected = model.report(step.parts, step.complete);
          const params = { repo, commit: `c0ffee${index}`, ...(step.complete ? {} : { complete: 'false' }) };
          // A commit of its own, or one on which the same bytes may have come before another report.
          if (step.again) params.commit = 'aaaaaaa';
          const { state, introduced, reopened, fixed } = await harness.deliver(params, sarif(step.parts));
          const changed = expected.introduced + expected.reopened + expected.fixed > 0;
          // A delivery that is known answers with what it did then.
          if (changed || !step.again) expect({ state, introduced, reopened, fixed }).toEqual(expected);
          expect(await openIn(repo)).toEqual(model.open());
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  }, 120_000);
});
