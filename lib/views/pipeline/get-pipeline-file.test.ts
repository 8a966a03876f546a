import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNoting } from '#db/testing-explain.ts';
import type { PipelineSection } from '#lib/contracts/pipeline.ts';
import { type Harness, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { getPipelineFile } from './get-pipeline-file.ts';

let harness: Harness;
const CI = '.github/workflows/ci.yml';
const using = (uses: string): string =>
  `on: push\npermissions: {}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: ${uses}\n`;

async function workflow(text: string): Promise<void> {
  tick(harness, 1);
  await harness.deliver({ pipeline: 'workflows', scanner: 'plumbline-workflows', path: CI }, text);
}

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  await workflow(using(`acme/x@${'a1'.repeat(20)}`));
  await workflow(using('stranger/x@v1'));
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
    expect(view.scanners?.map(({ scanner }) => scanner)).toContain('plumbline-workflows');
    expect(view.runs).not.toEqual([]);
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
