import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from './finding.ts';
import { cleanObservation, cutObservation, cweFrom, LIMITS } from './normalise.ts';
import { CUT_MARK } from './normalise-text.ts';
import { locationExample, observationExample, SUBJECT_EXAMPLES } from './observation-example.ts';

const normalise = (o: Observation): Observation => cutObservation(cleanObservation(o));

describe('an observation, cleaned and cut', () => {
  it('shortens what is too long with a mark', () => {
    const long = 'x'.repeat(100_000);
    const o = normalise(
      observationExample({ title: long, message: long, locations: [locationExample({ snippet: long })] }),
    );
    expect([o.title.length, o.message.length, o.locations[0]?.snippet?.length]).toEqual([255, 15_000, 4000]);
    for (const text of [o.title, o.message, o.locations[0]?.snippet]) expect(text?.endsWith(CUT_MARK)).toBe(true);
  });

  it('keeps at most 200 locations and 20 web addresses, nothing that is no web address', () => {
    const o = normalise(
      observationExample({
        locations: Array.from({ length: 1000 }, (_, index) => locationExample({ startLine: index + 1 })),
        references: [
          'javascript:alert(1)',
          'ftp://x',
          `https://x/${'a'.repeat(3000)}`,
          'https://x/"onload=',
          ...Array.from({ length: 50 }, (_, index) => `https://example.com/${index}`),
        ],
        rule: { id: 'r', name: null, helpUrl: 'data:text/html,x' },
      }),
    );
    expect(o.locations).toHaveLength(LIMITS.locations);
    expect(o.references).toHaveLength(LIMITS.references);
    expect(o.references.every((address) => address.startsWith('https://example.com/'))).toBe(true);
    expect(o.rule.helpUrl).toBeNull();
  });

  it('takes only line numbers that can be some', () => {
    const lines = [-1, 0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 31 - 1, 7];
    const o = normalise(observationExample({ locations: lines.map((startLine) => locationExample({ startLine })) }));
    expect(o.locations.map((place) => place.startLine)).toEqual([null, null, null, null, null, null, 2 ** 31 - 1, 7]);
    const backwards = observationExample({ locations: [locationExample({ startLine: 9, endLine: 3 })] });
    expect(normalise(backwards).locations[0]?.endLine).toBeNull();
  });

  it('reads weaknesses however they are written, each once, sorted', () => {
    const cwes = ['CWE-79: XSS', 89, '79', 'cwe 22', 0, 99_999, 'none', '__proto__'] as unknown as number[];
    expect(normalise(observationExample({ cwes })).cwes).toEqual([22, 79, 89]);
    expect(cweFrom('CWE-123456')).toBeNull();
  });

  it('gives every rule an id and every finding a title', () => {
    const o = normalise(observationExample({ rule: { id: ' ', name: null, helpUrl: null }, title: '\n' }));
    expect([o.rule.id, o.title]).toEqual(['unknown', 'unknown']);
  });

  it('takes a fingerprint of nothing but white space for none', () => {
    const clean = (value: string) => normalise(observationExample({ trusted: { value, pathFree: true } }));
    expect(clean(' \n').trusted).toBeNull();
    expect(clean(' a\n').trusted).toEqual({ value: 'a', pathFree: true });
  });

  it('changes nothing the second time, and leaves no text that a store refuses, for any text in any field', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('\u0000', '\uD800x', 'a\r\nb', '/src/a'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...SUBJECT_EXAMPLES), text, text, text, (subject, a, b, c) => {
        const once = normalise(
          observationExample({
            subject: subject.category === 'iac' ? { category: 'iac', check: b, resource: a } : subject,
            title: a,
            message: b,
            remediation: c,
            rule: { id: b, name: c, helpUrl: a },
            locations: [locationExample({ snippet: a, label: b })],
            trusted: { value: b, pathFree: true },
            suppression: { kind: 'external', justification: c },
          }),
        );
        expect(normalise(once)).toEqual(once);
        const stored = JSON.stringify(once);
        expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      }),
    );
  });
});
