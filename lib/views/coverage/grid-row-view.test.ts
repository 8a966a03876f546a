import { expect, it } from 'vitest';
import type { GridSource } from '#db/queries/coverage-grid.ts';
import type { CoverageState } from '#lib/domain/coverage/coverage-state.ts';
import { encodeId } from '#lib/ids.ts';
import { gridRowView } from './grid-row-view.ts';

const at = (day: number): Date => new Date(Date.UTC(2026, 2, day));
const source = (more: Partial<GridSource>): GridSource => ({
  ...{ repoId: 7, pipeline: 'ci', scanner: 'a', categories: ['sast'], lastSuccessAt: at(1), lastReportAt: at(1) },
  ...{ unscannedSince: null, commitSeenAt: null, currentUpload: 1, highWaterAt: at(1), heldUpload: null },
  ...more,
});
const SOURCES = [
  source({ currentUpload: 4, highWaterAt: null }),
  source({ currentUpload: 2 }),
  source({ currentUpload: 3, highWaterAt: at(3) }),
  source({ currentUpload: 9, highWaterAt: at(9), categories: ['secret'], heldUpload: 8 }),
  source({ heldUpload: 5 }),
];
const upload = (number: number): string => `/ingest/${encodeId('upload', { repoId: 7, number })}`;

it.each<[CoverageState, string, readonly GridSource[]]>([
  ['never', '/integrations?measures=sast&repo=acme/web', []],
  ['failed', upload(3), SOURCES],
  ['failed', '/ingest?repo=acme/web', [source({ currentUpload: null })]],
  ['held', upload(5), SOURCES],
  ['stale', '/ingest?repo=acme/web', SOURCES],
  ['fresh', '/findings?repo=acme/web&category=sast', SOURCES],
  ['exempt', '/repositories/acme/web', []],
])('what is %s leads to where one goes about it', (state, url, sources) => {
  const row = { repoId: 7, fullName: 'acme/web', slug: 'acme/web', kind: 'code', demo: false, notMeasured: 1 } as const;
  const { cells } = gridRowView({ ...row, states: ['never', state, 'never', 'never', 'never', 'never'] }, sources);
  expect(cells[1]).toMatchObject({ category: 'sast', state, url, unscanned_since: null });
});
