import { describe, expect, it } from 'vitest';
import { METRICS, Measures, renderMetrics } from './metrics.ts';

describe('metrics', () => {
  it('are written as Prometheus reads them: help and type once, then each series', () => {
    const measures = new Measures();
    measures.add('plumbline_errors_total', { code: 'not_found' });
    measures.add('plumbline_errors_total', { code: 'not_found' }, 2);
    measures.add('plumbline_errors_total', { code: 'a"b\\c\nd' });
    measures.set('plumbline_workers', 2);
    expect(renderMetrics([...measures.values(), ['plumbline_gone', 1]])).toBe(
      [
        `# HELP plumbline_errors_total ${METRICS.plumbline_errors_total.help}`,
        '# TYPE plumbline_errors_total counter',
        'plumbline_errors_total{code="not_found"} 3',
        'plumbline_errors_total{code="a\\"b\\\\c\\nd"} 1',
        `# HELP plumbline_workers ${METRICS.plumbline_workers.help}`,
        '# TYPE plumbline_workers gauge',
        'plumbline_workers 2',
        '',
      ].join('\n'),
    );
  });

  it('count a duration in every bucket that it fits into', () => {
    const measures = new Measures();
    for (const seconds of [0.1, 3, 500]) measures.observe('plumbline_import_seconds', seconds);
    const values = new Map(measures.take());
    const at = (le: string) => values.get(`plumbline_import_seconds_bucket{le="${le}"}`);
    expect([at('0.025'), at('0.1'), at('2.5'), at('5'), at('120'), at('+Inf')]).toEqual([0, 1, 1, 2, 2, 3]);
    expect(values.get('plumbline_import_seconds_count')).toBe(3);
    expect(values.get('plumbline_import_seconds_sum')).toBeCloseTo(503.1);
    expect(measures.values()).toEqual([]);
    expect(renderMetrics([...values])).toContain('# TYPE plumbline_import_seconds histogram');
  });
});
