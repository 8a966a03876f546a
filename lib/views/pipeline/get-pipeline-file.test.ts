import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNoting } from '#db/testing-explain.ts';
import { cadenceParams } from '#lib/contracts/cadence.ts';
import { gateListParams } from '#lib/contracts/gate-history.ts';
import type { PipelineSection } from '#lib/contracts/pipeline.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { getCadence } from '#lib/views/coverage/get-cadence.ts';
import { getGateHistory } from '#lib/views/gate/get-gate-history.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';
import { getPipelineFile } from './get-pipeline-file.ts';

let harness: Harness;
const CI = '.github/workflows/ci.yml';
const using = (uses: string): string =>
  `on: push\npermissions: {}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: ${uses}\n`;

async function workflow(text: string, params: Record<string, unknown> = {}): Promise<void> {
  tick(harness, 1);
  await harness.deliver({ pipeline: 'workflows', scanner: 'plumbline-workflows', path: CI, ...params }, text);
}

async function report(tool: string, params: Record<string, unknown>): Promise<void> {
  tick(harness, 1);
  await harness.deliver(params, sarifOf([{ rule: 'r', file: `${tool}.ts`, line: 1, code: 'call();' }], tool));
}

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  await workflow(using(`acme/x@${'a1'.repeat(20)}`));
  await workflow(using('stranger/x@v1'));
  await report('plumbtest', { pipeline: CI });
});
afterAll(() => harness.close());

/** What a section shows, and the tables that were read for it. */
async function read(section?: PipelineSection) {
  const texts: string[] = [];
  const readSql = openNoting(harness.ctx.readSql, ({ text }) => texts.push(text));
  const view = await getPipelineFile({ ...harness.ctx, readSql }, { repo: 'acme/web', path: CI, section });
  const reads = (table: RegExp): boolean => texts.some((text) => table.test(text));
  return {
    view,
    read: {
      drift: reads(/from pipeline_changes\s+where/),
      scanners: reads(/s\.report_interval, s\.retired_at/),
      runs: reads(/select u\.\* from uploads u/),
    },
  };
}

describe('a file of a pipeline', () => {
  it('without a section is everything', async () => {
    const { view, read: all } = await read();
    expect(all).toEqual({ drift: true, scanners: true, runs: true });
    expect(view.drift).toMatchObject([{ kind: 'new_action', what: 'stranger/x@v1' }]);
    expect(view.scanners?.map(({ scanner }) => scanner)).toEqual(['plumbtest']);
    expect(view.runs).toMatchObject([{ reports: [{ scanner: 'plumbtest', pipeline: CI }] }]);
  });

  it.each<[PipelineSection, 'drift' | 'scanners' | 'runs']>([
    ['stages', 'drift'],
    ['runs', 'runs'],
    ['cadence', 'scanners'],
    ['provenance', 'runs'],
  ])('with the section %s reads %s and nothing of the others, under the same head', async (section, part) => {
    const { view: whole } = await read();
    const { view, read: own } = await read(section);
    const none = { drift: false, scanners: false, runs: false };
    expect(own).toEqual({ ...none, [part]: true });
    const nothing = { drift: null, scanners: null, runs: null };
    expect(view).toEqual({ ...whole, ...nothing, [part]: whole[part] });
  });
});

describe('what reports for a file', () => {
  const GITLAB = '.gitlab-ci.yml';
  const repo = 'acme/lab';
  const file = (path: string) => getPipelineFile(harness.ctx, { repo, path });

  beforeAll(async () => {
    await workflow('sast:\n  script: [semgrep]\ndeps:\n  script: [trivy]\n', { repo, path: GITLAB });
    await workflow(using('acme/x@v1'), { repo });
    const run = { repo, run_id: '9' };
    await report('first', { ...run, pipeline: `${GITLAB}#sast` });
    await report('other', { ...run, pipeline: '.gitlab-ci_yml#sast' });
    await report('second', { ...run, pipeline: `${GITLAB}#deps` });
    await report('third', { repo, run_id: '10', pipeline: GITLAB });
    await report('longer', { ...run, pipeline: `${GITLAB}.old` });
  });

  it('is what its pipeline and its jobs deliver, by the run of all of them', async () => {
    const view = await file(GITLAB);
    expect(view.runs_of).toBe(GITLAB);
    expect(view.runs?.map(({ run, reports }) => [run?.id, reports.map(({ scanner }) => scanner)])).toEqual([
      ['10', ['third']],
      ['9', ['second', 'first']],
    ]);
    expect(view.scanners?.map(({ scanner }) => scanner).sort()).toEqual(['first', 'second', 'third']);
  });

  it('is what lists show that are asked for the file', async () => {
    const place = { repo, pipeline: GITLAB };
    const gates = await getGateHistory(harness.ctx, gateListParams.parse(place));
    expect(gates.items.map(({ scanner }) => scanner)).toEqual(['third', 'second', 'first']);
    const cadence = await getCadence(harness.ctx, cadenceParams.parse({ ...place, sort: 'name' }));
    expect(cadence.items.map(({ pipeline }) => pipeline)).toEqual([GITLAB, `${GITLAB}#deps`, `${GITLAB}#sast`]);
    expect(cadence.total.value).toBe(3);
    const uploads = await getIngest(harness.ctx, uploadListParams.parse(place));
    const { runs } = await file(GITLAB);
    expect(runs?.flatMap(({ reports }) => reports).map(({ id, gate }) => [id, gate])).toEqual(
      uploads.items.map(({ id, gate }) => [id, gate?.outcome]),
    );
  });

  it('came on its days also where the repository is in no figure: it is named', async () => {
    await harness.admin`update repositories set archived = true where slug = ${repo}`;
    const place = { repo, pipeline: GITLAB };
    const { items } = await getCadence(harness.ctx, cadenceParams.parse({ ...place, by: 'day' }));
    const last = items.flatMap(({ cells }) => cells.map(({ days }) => days?.at(-1)));
    expect(last.map((day) => [day?.state, day?.reports])).toEqual(Array.from({ length: 3 }, () => ['reported', 1]));
    await harness.admin`update repositories set archived = false where slug = ${repo}`;
  });

  it('is nothing where no report names it; whether the policy judges is then known of the repository', async () => {
    expect(await file(CI)).toMatchObject({ runs: [], scanners: [], runs_of: null, last_gate: 'warn' });
  });
});
