import { describe, expect, it } from 'vitest';
import { incomingExample, knownExample, presentExample } from './examples.ts';
import type { AnyGap } from './gap.ts';
import { MemoryRepository } from './memory-repository.ts';
import type { IncomingFinding } from './move.ts';
import { type ImportFacts, type ImportPlan, planImport } from './plan-import.ts';
import { resolveDifference } from './resolve-difference.ts';

const at = (second: number): Date => new Date(Date.UTC(2026, 2, 1, 9, 0, second));

function factsOf(given: Partial<ImportFacts> = {}): ImportFacts {
  return {
    stream: {
      tracked: true,
      categories: [],
      highWaterAt: at(10),
      currentUpload: 5,
      lastSuccessAt: null,
      lastSuccessCommit: null,
      lastReportAt: null,
      reportTimes: [],
      reportInterval: null,
      heldUpload: null,
      present: 3,
      retiredAt: null,
    },
    upload: {
      number: 6,
      orderAt: at(20),
      runId: null,
      commit: 'abc',
      complete: true,
      completeSaid: false,
      releasedAt: null,
    },
    held: null,
    report: { incoming: [], present: [] },
    gaps: [],
    categories: ['sast'],
    holdSuspicious: true,
    now: at(30),
    ...given,
  };
}

/** The plan of facts that raise no question. */
function planOf(facts: ImportFacts): ImportPlan {
  const { done, value } = planImport(facts).next({});
  if (!done) throw new Error('the plan asks');
  return value;
}

/** The plan of facts whose findings lie where their stream saw them. */
function answered(facts: ImportFacts): ImportPlan {
  const present = 'present' in facts.report ? facts.report.present : [];
  const planning = planImport(facts);
  for (let step = planning.next({}); ; ) {
    if (step.done) return step.value;
    const question = step.value;
    const wanted = present.filter(({ number, key }) =>
      'keys' in question ? question.keys.includes(key) : Object.values(question).flat().includes(number),
    );
    const known = wanted.map(({ number, key, path }) => knownExample({ number, key, path, state: 'open' }));
    const none = { rules: [], packages: [], advisories: [], subjects: [] };
    const traits = wanted.map(({ number, path }) => ({ number, paths: path === null ? [] : [path], ...none }));
    step = planning.next('traits' in question ? { traits } : { known });
  }
}

const everything: AnyGap = { scope: 'everything', reason: 'It failed.' };
const file: AnyGap = { scope: 'files', reason: 'A file could not be read.', paths: ['a'] };

describe('bytes of the stream’s current upload', () => {
  it('change nothing but what the stream remembers', () => {
    expect(planOf(factsOf({ report: { sameAsUpload: 5 } }))).toMatchObject({
      outcome: 'processed',
      counts: { moved: 0, changed: 0, unchanged: 3 },
      stream: { present: 3, currentUpload: 6, highWaterAt: at(20), lastSuccessAt: at(20), lastSuccessCommit: 'abc' },
      ...{ fresh: [], seen: [], vanished: [], events: [] },
    });
  });

  it('must be read when another report took effect meanwhile', () => {
    expect(planOf(factsOf({ report: { sameAsUpload: 4 } }))).toEqual({ outcome: 'stale' });
  });
});

describe('a report', () => {
  it('older than the newest of its stream has no effect, and asks nothing', () => {
    const upload = { ...factsOf().upload, orderAt: at(9) };
    expect(planOf(factsOf({ upload }))).toEqual({
      outcome: 'superseded',
      reason: 'A newer report of this stream took effect already (2026-03-01T09:00:10.000Z).',
    });
  });

  it('that closes nearly everything is held until another run says the same, and is settled by what takes effect', () => {
    const present = Array.from({ length: 24 }, (_, index) => presentExample({ number: index + 1, key: `k${index}` }));
    const report = { incoming: [], present };
    const held = planOf(factsOf({ report }));
    expect(held).toMatchObject({ outcome: 'held', stream: { heldUpload: 6, highWaterAt: at(10), currentUpload: 5 } });
    expect(held).toMatchObject({ first: 6, confirmableAt: at(620), replaces: null });
    const stream = { ...factsOf().stream, heldUpload: 5 };
    const first = { number: 4, orderAt: at(11), runId: null, commit: 'abb' };
    const waits = { report, stream, held: { number: 5, orderAt: at(15), first } };
    expect(planOf(factsOf(waits))).toMatchObject({ outcome: 'held', first: 4, confirmableAt: at(611), replaces: 5 });
    const old = { ...factsOf().upload, orderAt: at(14) };
    expect(planOf(factsOf({ ...waits, upload: old }))).toMatchObject({ outcome: 'superseded' });
    const late = { ...factsOf().upload, orderAt: at(611) };
    const confirming = planImport(factsOf({ ...waits, upload: late }));
    expect(confirming.next({}).done).toBe(false);
    expect(confirming.next({}).value).toMatchObject({ outcome: 'processed', settlesHeld: 5, confirms: 5 });
    const sameRun = { ...late, commit: 'abb' };
    expect(planOf(factsOf({ ...waits, upload: sameRun }))).toMatchObject({ outcome: 'held', replaces: 5 });
    expect(planOf(factsOf({ stream }))).toMatchObject({ settlesHeld: 5, confirms: null, stream: { heldUpload: null } });
    const own = { ...factsOf().stream, heldUpload: 6 };
    expect(planOf(factsOf({ stream: own }))).toMatchObject({ settlesHeld: null });
    expect(planOf(factsOf({ report, stream: own }))).toMatchObject({ outcome: 'held' });
  });

  it('that was not whole closes nothing, and is no success', () => {
    const present = [presentExample({ number: 1, key: 'a' })];
    const upload = { ...factsOf().upload, complete: false };
    for (const given of [{ upload }, { gaps: [everything] }, { gaps: [everything, file] }]) {
      const plan = planOf(factsOf({ ...given, report: { incoming: [], present } }));
      expect(plan).toMatchObject({ outcome: 'processed', vanished: [], stream: { present: 1, lastSuccessAt: null } });
      expect(plan).toMatchObject({ kept: [{ count: 1, numbers: [1], gap: { scope: 'everything' } }] });
    }
  });

  it('that looked at nothing closes nothing, unless the sender himself says that it is whole', () => {
    const present = [presentExample({ number: 1, key: 'a' })];
    const empty: AnyGap = { ...everything, nothingScanned: true };
    const said = { ...factsOf().upload, completeSaid: true };
    const plan = (given: Partial<ImportFacts>) =>
      answered(factsOf({ gaps: [empty], report: { incoming: [], present }, ...given }));
    expect(plan({})).toMatchObject({ vanished: [], stream: { lastSuccessAt: null } });
    expect(plan({ upload: said })).toMatchObject({ vanished: [{ number: 1 }], stream: { lastSuccessAt: at(20) } });
    expect(plan({ upload: said, gaps: [everything] })).toMatchObject({ vanished: [] });
  });

  it('that did not look into a file closes all but what may lie there, and is a success', () => {
    const present = ['a', 'b', 'c'].map((key, index) => presentExample({ number: index + 1, key, path: key }));
    const plan = answered(factsOf({ gaps: [file], report: { incoming: [], present } }));
    expect(plan).toMatchObject({ vanished: [{ number: 2 }, { number: 3 }], stream: { lastSuccessAt: at(20) } });
    expect(plan).toMatchObject({ kept: [{ gap: file, count: 1, numbers: [1] }], stream: { present: 1 } });
  });

  it('takes no finding of a file that it did not look into for moved to another one', () => {
    const present = [presentExample({ number: 1, key: 'a', path: 'a', move: 'm' })];
    const incoming = [incomingExample({ index: 0, key: 'z', path: 'z', move: 'm' })];
    const report = { incoming, present };
    expect(answered(factsOf({ report }))).toMatchObject({ fresh: [], counts: { moved: 1 } });
    expect(answered(factsOf({ report, gaps: [file] }))).toMatchObject({ fresh: [{ key: 'z' }], counts: { moved: 0 } });
  });

  it('closes nothing that an unreadable item may stand for, and is a success', () => {
    const present = ['a', 'b'].map((key, index) => presentExample({ number: index + 1, key, path: key }));
    const item = { scope: 'item', reason: 'no id', position: '[1]', items: 1, standsFor: {} } as const;
    const report = { incoming: [], present };
    const any = answered(factsOf({ report, gaps: [item] }));
    expect(any).toMatchObject({ vanished: [], kept: [{ count: 2 }], stream: { lastSuccessAt: at(20) } });
    const one = answered(factsOf({ report, gaps: [{ ...item, standsFor: { path: 'b' } }] }));
    expect(one).toMatchObject({ vanished: [{ number: 1 }], kept: [{ numbers: [2] }] });
  });
});

describe('a finding that a report sees again', () => {
  const seenBy = (
    finding: Parameters<typeof knownExample>[0],
    tracked: boolean,
    incoming: Partial<IncomingFinding>,
  ) => {
    const known = knownExample(finding);
    const item = incomingExample({ index: 0, key: known.key, ...incoming });
    const diff = { appeared: [], changed: [{ number: known.number, incoming: item }], moved: [], rekeyed: [] };
    const byNumber = new Map([[known.number, known]]);
    const resolved = resolveDifference(
      { ...diff, vanished: [], unchanged: 0 },
      { byKey: new Map(), byNumber },
      tracked,
    );
    return resolved.seen[0]?.leads;
  };

  it('takes its columns from its first scanner on a tracked ref', () => {
    expect(seenBy({ number: 1, key: 'a' }, true, {})).toBe(true);
    expect(seenBy({ number: 1, key: 'a' }, true, { scanner: 'other' })).toBe(false);
  });

  it('takes columns from a branch only as long as only branches had it', () => {
    expect(seenBy({ number: 1, key: 'a' }, false, {})).toBe(false);
    expect(seenBy({ number: 1, key: 'a', state: 'fixed' }, false, {})).toBe(false);
    expect(seenBy({ number: 1, key: 'a', state: 'branch' }, false, {})).toBe(true);
  });

  it('is not taken back by a stream that has not seen its move', () => {
    expect(seenBy({ number: 1, key: 'moved' }, true, { key: 'a' })).toBe(false);
  });

  it('keeps the evidence that a tracked ref gave against that of a branch', () => {
    for (const tracked of [true, false]) {
      expect(planOf(factsOf({ stream: { ...factsOf().stream, tracked } }))).toMatchObject({
        overwritesEvidence: tracked,
      });
    }
  });
});

describe('a finding that moves', () => {
  const place = (path: string, key = path) => incomingExample({ index: 0, key, path, move: 'm' });
  const upload = (stream: string, time: number, incoming: IncomingFinding[]) => {
    const tracked = stream === 'main';
    return { stream, tracked, time, complete: true, incoming };
  };

  it('moves on a branch as long as nothing but branches saw it; else it is lost and found there', () => {
    const repository = new MemoryRepository();
    repository.upload(upload('feature', 1, [place('src')]));
    expect(repository.upload(upload('feature', 2, [place('lib')]))).toMatchObject({ counts: { moved: 1 }, fresh: [] });
    repository.upload(upload('main', 3, [place('lib')]));
    const plan = repository.upload(upload('feature', 4, [place('pkg')]));
    expect(plan).toMatchObject({ counts: { moved: 0 }, vanished: [{ number: 1 }], fresh: [{ path: 'pkg' }] });
    expect(repository.findings.get(1)).toMatchObject({ path: 'lib', state: 'open' });
  });

  it('follows on a branch the move that the default branch made', () => {
    const repository = new MemoryRepository();
    for (const stream of ['main', 'feature']) repository.upload(upload(stream, 1, [place('src')]));
    const moved = repository.upload(upload('main', 2, [place('lib')]));
    expect(moved).toMatchObject({ events: [{ number: 1, kind: 'moved', detail: { from: 'src', to: 'lib' } }] });
    const followed = repository.upload(upload('feature', 2, [place('lib')]));
    expect(followed).toMatchObject({ counts: { moved: 1 }, fresh: [], vanished: [], events: [] });
    // The report that made the move has set the columns; a branch that follows it leaves them.
    expect(followed).toMatchObject({ seen: [{ leads: false }] });
  });
});

describe('a stream whose report has another format than before', () => {
  const finding = (key: string, line: number) => incomingExample({ index: line, key, path: 'main.tf', line });
  const kept = [1, 2, 3, 4].map((line) => finding(`key-${line}`, line));
  const play = (format: string, line: number): string => {
    const repository = new MemoryRepository();
    const upload = { stream: 'main', tracked: true, complete: true };
    repository.upload({ ...upload, time: 0, format: 'trivy', incoming: [...kept, finding('resource', 9)] });
    const plan = repository.upload({ ...upload, time: 1, format, incoming: [...kept, finding('message', line)] });
    return plan.outcome === 'processed' ? `+${plan.fresh.length} -${plan.vanished.length}` : plan.outcome;
  };

  it('knows a finding by its rule and line where the new format makes another key', () => {
    expect(play('sarif', 9)).toBe('+0 -0');
  });

  it('has another finding at another line, and in the same format at the same line too', () => {
    expect(play('sarif', 10)).toBe('+1 -1');
    expect(play('trivy', 9)).toBe('+1 -1');
  });
});
