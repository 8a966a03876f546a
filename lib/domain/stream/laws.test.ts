import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '#lib/domain/finding/finding.ts';
import { locationExample, observationExample, SUBJECT_EXAMPLES } from '#lib/domain/finding/observation-example.ts';
import { toRecord } from '#lib/domain/finding/record.ts';
import { diffStream, type IncomingFinding, type PresentFinding } from './diff.ts';
import { findingsOf, incomingExample } from './examples.ts';
import type { AnyGap } from './gap.ts';
import { MemoryRepository } from './memory-repository.ts';
import { ReferenceModel } from './reference-model.ts';

const KEY = new Uint8Array(32).fill(9);

/** A repository as the tests see it: files of lines; every line that is not blank is a result of a scan. */
type Files = Record<string, string[]>;

function scan(files: Files): Observation[] {
  return Object.entries(files).flatMap(([path, lines]) =>
    lines.flatMap((line, index) => {
      if (line === '') return [];
      const [rule = '', snippet = ''] = line.split(':');
      return observationExample({
        rule: { id: rule, name: null, helpUrl: null },
        message: `Found on line ${index + 1}.`,
        locations: [locationExample({ path, startLine: index + 1, snippet: `  ${snippet}` })],
        position: `results[${path}:${index}]`,
      });
    }),
  );
}

const incomingOf = (observations: readonly Observation[]) => findingsOf(observations, KEY);
const presentOf = (incoming: readonly IncomingFinding[]): PresentFinding[] =>
  incoming.map(({ index, ...finding }, number) => ({ ...finding, number: number + 1 }));
const keysOf = (incoming: readonly IncomingFinding[]): string[] => incoming.map((finding) => finding.key).sort();
const closes = { closes: true };

const anyLine = fc.constantFrom('', 'r1:eval(a)', 'r1:eval(b)', 'r2:eval(a)', 'r2:exec(c)');
const anyFiles = fc.dictionary(fc.constantFrom('a.py', 'b.py', 'dir/a.py'), fc.array(anyLine, { maxLength: 8 }), {
  maxKeys: 3,
});

describe('the laws of a finding', () => {
  it('the same report twice changes nothing', () => {
    fc.assert(
      fc.property(anyFiles, (files) => {
        const first = incomingOf(scan(files));
        const diff = diffStream(presentOf(first), incomingOf(scan(files)), closes);
        expect(diff).toEqual({ appeared: [], changed: [], moved: [], vanished: [], unchanged: first.length });
      }),
    );
  });

  it('the same results in another order change nothing', () => {
    fc.assert(
      fc.property(
        anyFiles.chain((files) => {
          const results = scan(files);
          return fc.tuple(
            fc.constant(results),
            fc.shuffledSubarray(results, { minLength: results.length, maxLength: results.length }),
          );
        }),
        ([results, shuffled]) => {
          const diff = diffStream(presentOf(incomingOf(results)), incomingOf(shuffled), closes);
          expect([diff.appeared, diff.changed, diff.moved, diff.vanished]).toEqual([[], [], [], []]);
        },
      ),
    );
  });

  it('lines inserted above change no key, and two different results never share one', () => {
    fc.assert(
      fc.property(anyFiles, fc.integer({ min: 1, max: 500 }), (files, count) => {
        const shifted = Object.fromEntries(
          Object.entries(files).map(([path, lines]) => [path, [...Array<string>(count).fill(''), ...lines]]),
        );
        const before = incomingOf(scan(files));
        expect(keysOf(incomingOf(scan(shifted)))).toEqual(keysOf(before));
        expect(before).toHaveLength(scan(files).length);
        expect(new Set(keysOf(before)).size).toBe(before.length);
      }),
    );
  });

  it('a renamed file moves its findings: nothing is born, nothing dies', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 8 }),
        fc.array(anyLine, { maxLength: 8 }),
        (file, other) => {
          const before = incomingOf(scan({ 'old.py': file, 'other.py': other }));
          const after = incomingOf(scan({ 'pkg/new.py': ['', ...file], 'other.py': other }));
          const diff = diffStream(presentOf(before), after, closes);
          expect([diff.appeared, diff.vanished]).toEqual([[], []]);
          expect(diff.moved).toHaveLength(file.filter((line) => line !== '').length);
          expect(diff.moved.every((move) => move.from === 'old.py' && move.to === 'pkg/new.py')).toBe(true);
        },
      ),
    );
  });

  it('one place less closes exactly one of true repeats', () => {
    const before = incomingOf(scan({ 'a.py': ['r1:x', 'r1:x', 'r1:x'] }));
    const diff = diffStream(presentOf(before), incomingOf(scan({ 'a.py': ['r1:x', 'r1:x'] })), closes);
    expect([diff.vanished.length, diff.appeared.length]).toEqual([1, 0]);
  });

  it('one leaked value is one finding with its places', () => {
    const leak = (path: string, value: string) =>
      observationExample({
        subject: { category: 'secret', value, match: null },
        locations: [locationExample({ path })],
      });
    const report = [leak('a', 'value-number-one'), leak('b', 'value-number-one'), leak('c', 'value-number-two')];
    expect(incomingOf(report)).toHaveLength(2);
  });

  it('hostile text in any field breaks nothing: the report can be taken, and taken again', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '\u0000',
        '\uDC00\uD800',
        '__proto__',
        'constructor',
        '%',
        '|',
        '../'.repeat(99),
        'x'.repeat(70_000),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...SUBJECT_EXAMPLES), hostile, hostile, (subject, a, b) => {
        const o = observationExample({
          subject: subject.category === 'privilege' ? { ...subject, principal: a } : subject,
          scanner: a,
          rule: { id: b, name: a, helpUrl: b },
          title: a,
          message: b,
          locations: [locationExample({ path: a, snippet: b, label: a, startLine: -5 })],
          trusted: { value: a, pathFree: true },
          references: [a, b],
        });
        const incoming = incomingOf([o, o]);
        expect(incoming).toHaveLength(1);
        expect(diffStream(presentOf(incoming), incomingOf([o]), closes).unchanged).toBe(1);
        expect(JSON.stringify(toRecord(o, KEY))).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      }),
    );
  });
});

describe('any sequence of uploads', () => {
  const streams = [
    { stream: 'semgrep@main', tracked: true },
    { stream: 'trivy@main', tracked: true },
    { stream: 'semgrep@feature', tracked: false },
  ];
  const few = fc.subarray(['a', 'b', 'c', 'd', 'e']);
  const many = fc.subarray(Array.from({ length: 26 }, (_, index) => `k${String(index).padStart(2, '0')}`));
  const anyUpload = fc
    .record({
      stream: fc.constantFrom(...streams),
      time: fc.integer({ min: 1, max: 24 }),
      complete: fc.boolean(),
      unseen: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: many },
        { weight: 1, arbitrary: few },
      ),
      keys: fc.oneof(
        few,
        many,
        fc.constant(Array.from({ length: 26 }, (_, index) => `k${String(index).padStart(2, '0')}`)),
      ),
    })
    .map(({ stream, ...upload }) => ({ ...stream, ...upload }));

  it('ends where plain sets end: order, witness, held reports, tracked refs, reopening', () => {
    fc.assert(
      fc.property(fc.array(anyUpload, { maxLength: 25 }), (uploads) => {
        const model = new ReferenceModel();
        const repository = new MemoryRepository();
        for (const upload of uploads) {
          model.upload(upload);
          const incoming = upload.keys.map((key, index) => incomingExample({ index, key, path: key }));
          const files: AnyGap = { scope: 'files', reason: 'unread', paths: [...upload.unseen] };
          const gaps = upload.unseen.length === 0 ? [] : [files];
          const { outcome } = repository.upload({ ...upload, incoming, gaps });
          // What took effect changes nothing the second time; a held report stays so.
          if (outcome === 'processed') repository.upload({ ...upload, incoming, gaps });
          expect(repository.states()).toEqual(model.states());
        }
      }),
      { numRuns: 300 },
    );
  });
});
