import type { PipelineFacts } from '#lib/domain/pipeline/facts.ts';

/** What a rule of ours said of one thing that it looked at. Where it had nothing to look at, it is not named. */
export type SubjectState = 'pass' | 'fail' | 'unknown';
export type SubjectKind = 'system' | 'repository' | 'workflow' | 'action' | 'gitlab';

/** A file of a pipeline, a repository of a system, or the system itself, with what each rule said of it. */
export interface JudgedSubject {
  kind: SubjectKind;
  /** Path of a file; of repositories `owner/name` in lower case. */
  name: string;
  outcomes: Readonly<Record<string, SubjectState>>;
  /** Of a file: what it says. Null where it could not be read. */
  facts: PipelineFacts | null;
}

/** What one part of a report looked at. */
export interface JudgedSubjects {
  items: readonly JudgedSubject[];
  /** Files and folders that it speaks for: what is not there any more is gone. Null: it speaks for everything. */
  looked: readonly string[] | null;
  /** Whether what it does not name is no longer known to be right. */
  restUnknown: boolean;
  /** The report closes nothing: what failed stays, and nothing is gone. */
  closesNothing?: boolean;
}

/** Subjects of a stream: `standing` as stored, `items` to be written, `gone` to be removed. */
export interface NextSubjects {
  items: JudgedSubject[];
  gone: string[];
}

/**
 * What stands after a report. What failed stays failed until it is seen to be right, because nothing has closed its finding;
 * what is unknown is never right.
 */
export function nextSubjects(standing: readonly JudgedSubject[], report: JudgedSubjects): NextSubjects {
  const before = new Map(standing.map((each) => [keyOf(each), each]));
  // A rule that could not look at everything keeps what it said of anything from being right.
  const system = report.items.find(({ kind }) => kind === 'system');
  const doubtful = new Set(rulesThatAre('unknown', system));
  const { closesNothing = false } = report;
  const items = report.items.map((each) => settled(each, before.get(keyOf(each)), { doubtful, closesNothing }));
  const named = new Set(report.items.map(keyOf));
  const rest = standing.filter((each) => !named.has(keyOf(each)));
  const isGone = ({ name }: JudgedSubject): boolean =>
    !closesNothing &&
    (report.looked === null || report.looked.some((place) => name === place || name.startsWith(`${place}/`)));
  const kept = report.restUnknown ? rest.filter((each) => !isGone(each)).map(doubted) : [];
  return { items: [...items, ...kept], gone: rest.filter(isGone).map(({ name }) => name) };
}

function settled(
  now: JudgedSubject,
  before: JudgedSubject | undefined,
  { doubtful, closesNothing }: { doubtful: ReadonlySet<string>; closesNothing: boolean },
): JudgedSubject {
  const outcomes: Record<string, SubjectState> = {};
  for (const [rule, state] of Object.entries(now.outcomes)) {
    const wasFail = before?.outcomes[rule] === 'fail';
    const isKnown = state !== 'unknown' && !doubtful.has(rule);
    if (wasFail && (closesNothing || !isKnown)) outcomes[rule] = 'fail';
    else outcomes[rule] = isKnown || state === 'fail' ? state : 'unknown';
  }
  // Rules that said nothing this time because they could not look.
  for (const [rule, state] of Object.entries(before?.outcomes ?? {})) {
    const couldNot = now.facts === null && now.kind !== 'system' && now.kind !== 'repository';
    if (outcomes[rule] === undefined && (couldNot || closesNothing || doubtful.has(rule))) {
      outcomes[rule] = state === 'fail' ? 'fail' : 'unknown';
    }
  }
  return { ...now, outcomes, facts: now.facts ?? before?.facts ?? null };
}

/** Nobody looked: what failed still fails, all else is not known. */
function doubted(subject: JudgedSubject): JudgedSubject {
  const outcomes = Object.entries(subject.outcomes).map(([rule, state]) => [
    rule,
    state === 'fail' ? 'fail' : 'unknown',
  ]);
  return { ...subject, outcomes: Object.fromEntries(outcomes) };
}

const keyOf = ({ kind, name }: JudgedSubject): string =>
  kind === 'system' || kind === 'repository' ? `${kind} ${name}` : name;

function rulesThatAre(state: SubjectState, subject: JudgedSubject | undefined): string[] {
  return Object.entries(subject?.outcomes ?? {}).flatMap(([rule, each]) => (each === state ? [rule] : []));
}
