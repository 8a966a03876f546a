import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEVERITIES } from '#lib/domain/finding/finding.ts';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { EXPOSURES } from '#lib/domain/repository/exposure.ts';
import { addDays } from '#lib/domain/time.ts';
import { DEFAULT_SLA, dueAt, isAtRisk, SLA_PRESETS, type SlaPolicy } from './sla.ts';
import { SLA_FILTERS, type SlaPlace, type SlaWindow, slaWindows } from './sla-windows.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const policy: fc.Arbitrary<SlaPolicy> = fc.record({
  preset: fc.constantFrom(...SLA_PRESETS),
  days: fc.constant(DEFAULT_SLA.days),
  byCriticality: fc.constantFrom({}, { critical: { high: 10 }, low: { low: null, medium: 90 } }),
});
const place: fc.Arbitrary<SlaPlace> = fc.record({
  repoId: fc.integer({ min: 1, max: 4 }),
  criticality: fc.constantFrom(...CRITICALITIES),
  exposure: fc.constantFrom(...EXPOSURES),
});

it('what a statement finds is what is at risk, or overdue, by the definition', () => {
  const places = fc.uniqueArray(place, { selector: ({ repoId }) => repoId, minLength: 1 });
  const finding = fc.record({
    severity: fc.constantFrom(...SEVERITIES),
    exploit: fc.constantFrom('none' as const, 'epss50' as const, 'kev' as const),
    // Whole days, where the ends of windows are, and times between them.
    age: fc.oneof(
      fc.constantFrom(0, 2.4, 3, 5.6, 7, 8, 10, 11.2, 14, 24, 30, 48, 60, 72, 90, 144, 180),
      fc.double({ min: 0, max: 200, noNaN: true }),
    ),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...SLA_FILTERS),
      policy,
      places,
      finding,
      (which, sla, all, { severity, exploit, age }) => {
        const [at] = all;
        if (at === undefined) return;
        const openedAt = addDays(NOW, -age);
        const due = dueAt(severity, openedAt, sla, at.criticality, { exploit, exposure: at.exposure });
        const is = which === 'overdue' ? due !== null && due < NOW : isAtRisk(openedAt, due, NOW);
        const holds = ({ severities, kev, repoIds, from, to }: SlaWindow) =>
          severities.includes(severity) &&
          (kev === null || kev === (exploit === 'kev')) &&
          (repoIds === null || repoIds.includes(at.repoId)) &&
          (from === null || openedAt >= from) &&
          openedAt <= to;
        expect(slaWindows(which, sla, all, NOW).some(holds)).toBe(is);
      },
    ),
    { numRuns: 500 },
  );
});
