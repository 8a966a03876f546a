import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { METRICS } from '#lib/domain/metrics/metrics.ts';
import { ROOT } from './root.ts';

const source = z.object({ type: z.literal('prometheus'), uid: z.string().regex(/^\$\{source\}$/) });
const dashboard = z.object({
  title: z.string(),
  uid: z.string().max(40),
  schemaVersion: z.int().min(36),
  time: z.object({ from: z.string(), to: z.string() }),
  templating: z.object({
    list: z.array(z.object({ name: z.literal('source'), type: z.literal('datasource') })).length(1),
  }),
  panels: z.array(
    z.object({
      id: z.int().min(1),
      type: z.enum(['stat', 'timeseries']),
      title: z.string().min(1),
      datasource: source,
      gridPos: z.object({ x: z.int().min(0), y: z.int().min(0), w: z.int().min(1).max(24), h: z.int().min(1) }),
      targets: z.array(z.object({ refId: z.string(), expr: z.string().min(1), datasource: source })).min(1),
    }),
  ),
});

it('the Grafana dashboard shows every metric, and no other', () => {
  const { panels } = dashboard.parse(JSON.parse(readFileSync(join(ROOT, 'docs/grafana.json'), 'utf8')));
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  const used = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => expr.match(/plumbline_\w+/g) ?? []));
  const series = Object.entries(METRICS).flatMap(([name, { type }]) =>
    type === 'histogram' ? [`${name}_bucket`] : [name],
  );
  // How long a scrape takes is for whoever wonders why scrapes fail.
  const shown = series.filter((name) => name !== 'plumbline_scrape_seconds');
  expect([...new Set(used)].sort()).toEqual(shown.sort());
});
