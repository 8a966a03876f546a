import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JudgedSubject, type JudgedSubjects, nextSubjects, type SubjectState } from './judged-subject.ts';

const file = (name: string, outcomes: Record<string, SubjectState>, isRead = true): JudgedSubject => ({
  kind: 'workflow',
  name,
  outcomes,
  facts: isRead ? { events: ['push'], permissions: {}, jobs: [] } : null,
});
const repository = (name: string, outcomes: Record<string, SubjectState>): JudgedSubject => ({
  kind: 'repository',
  name,
  outcomes,
  facts: null,
});
const system = (outcomes: Record<string, SubjectState>): JudgedSubject => ({
  ...repository('acme', outcomes),
  kind: 'system',
});
const report = (items: JudgedSubject[], more: Partial<JudgedSubjects> = {}): JudgedSubjects => ({
  items,
  looked: null,
  restUnknown: false,
  ...more,
});

describe('what stands after a report', () => {
  it('a file that could not be read keeps what it failed and what it said, and passes nothing', () => {
    const was = [file('ci.yml', { a: 'fail', b: 'pass' })];
    const { items } = nextSubjects(was, report([file('ci.yml', {}, false)]));
    expect(items).toEqual([{ ...was[0], outcomes: { a: 'fail', b: 'unknown' } }]);
  });

  it('a rule that is not about a file any more is not named', () => {
    const { items } = nextSubjects([file('ci.yml', { a: 'fail' })], report([file('ci.yml', { b: 'pass' })]));
    expect(items[0]?.outcomes).toEqual({ b: 'pass' });
  });

  it('what a report speaks for and no longer names is gone; what stands elsewhere stays as it was', () => {
    const was = [file('.github/workflows/old.yml', { a: 'fail' }), file('.github/workflows-not.yml', { a: 'pass' })];
    expect(nextSubjects(was, report([], { looked: ['.github/workflows'] }))).toEqual({
      items: [],
      gone: ['.github/workflows/old.yml'],
    });
  });

  it('a rule that could not look at everything keeps its failures, and passes nothing', () => {
    const was = [repository('acme/web', { a: 'fail', b: 'pass' }), repository('acme/api', { a: 'pass' })];
    const now = [
      system({ a: 'unknown' }),
      repository('acme/web', { b: 'pass' }),
      repository('acme/api', { a: 'pass' }),
    ];
    const { items } = nextSubjects(was, report(now));
    expect(items.map(({ outcomes }) => outcomes)).toEqual([
      { a: 'unknown' },
      { a: 'fail', b: 'pass' },
      { a: 'unknown' },
    ]);
  });

  it('where nobody looked, nothing passes', () => {
    const was = [repository('acme/web', { a: 'fail', b: 'pass' })];
    const { items, gone } = nextSubjects(was, report([system({})], { looked: [], restUnknown: true }));
    expect(gone).toEqual([]);
    expect(items[1]?.outcomes).toEqual({ a: 'fail', b: 'unknown' });
  });

  it('a report that closes nothing lets pass nothing that failed, and takes nothing away', () => {
    const was = [file('ci.yml', { a: 'fail', b: 'fail' }), file('old.yml', { a: 'pass' })];
    const { items, gone } = nextSubjects(was, report([file('ci.yml', { a: 'pass' })], { closesNothing: true }));
    expect(gone).toEqual([]);
    expect(items[0]?.outcomes).toEqual({ a: 'fail', b: 'fail' });
  });

  it('unknown never becomes a pass, and a failure stays until it passes or is gone', () => {
    const outcomes = fc.dictionary(
      fc.constantFrom('a', 'b'),
      fc.constantFrom<SubjectState>('pass', 'fail', 'unknown'),
      {
        noNullPrototype: true,
      },
    );
    const subject = fc.oneof(
      fc.tuple(fc.constantFrom('x', 'y'), outcomes).map(([name, said]) => repository(name, said)),
      outcomes.map(system),
    );
    const subjects = fc.uniqueArray(subject, { selector: ({ kind, name }) => `${kind} ${name}` });
    const given = fc.record({ items: subjects, looked: fc.constantFrom(null, []), restUnknown: fc.boolean() });
    fc.assert(
      fc.property(subjects, given, (was, now) => {
        const after = nextSubjects(was, now);
        for (const { kind, name, outcomes: said } of after.items) {
          const is = (each: JudgedSubject): boolean => each.kind === kind && each.name === name;
          const [old, fresh] = [was.find(is)?.outcomes ?? {}, now.items.find(is)?.outcomes ?? {}];
          for (const rule of ['a', 'b']) {
            if (said[rule] === 'pass') expect(fresh[rule]).toBe('pass');
            if (fresh[rule] === 'fail') expect(said[rule]).toBe('fail');
            if (old[rule] === 'fail' && fresh[rule] === 'unknown') expect(said[rule]).toBe('fail');
          }
        }
      }),
    );
  });
});
