import type { FindingEvent } from '#lib/domain/finding/event.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import { confirmableAt, type HeldReport, isConfirmation, type RunOfReport } from './confirm.ts';
import { type Difference, diffStream, type StreamDiff } from './diff.ts';
import type { AnyGap, KeptOpen } from './gap.ts';
import { holdReason } from './hold.ts';
import { looksRekeyed, matchRekeyed } from './match-rekeyed.ts';
import { formerOwners, rekeyedByName, renamedKeys, underNewKeys, unknownButFormer } from './match-renamed.ts';
import { isStale, matchStale } from './match-stale.ts';
import type { IncomingFinding, PresentFinding } from './move.ts';
import { nextStream, type StreamValues } from './next-stream.ts';
import { isSuperseded } from './order.ts';
import { resolveDifference, type SeenFinding } from './resolve-difference.ts';
import { settleClaims } from './settle-claims.ts';
import { countedGaps, gapInAll, keepOpen, measures, type Traits } from './witness.ts';

/** A report that was read, with the findings present in its stream; or one with the bytes of the stream's current upload. */
export type PlannedReport =
  | { incoming: readonly IncomingFinding[]; present: readonly PresentFinding[] }
  | { sameAsUpload: number };

export interface ImportFacts {
  stream: StreamValues & { tracked: boolean };
  upload: RunOfReport & {
    number: number;
    orderAt: Date;
    complete: boolean;
    /** Whether the sender said so, or said nothing. */
    completeSaid: boolean;
    releasedAt: Date | null;
  };
  /** The held report that waits in the stream, if any. */
  held: HeldReport | null;
  report: PlannedReport;
  /** What the report did not look at. */
  gaps: readonly AnyGap[];
  /** The report's format; left out where it is not known. */
  format?: string | null;
  categories: readonly Category[];
  holdSuspicious: boolean;
  now: Date;
}

/** What a plan asks for while it is made: findings of the repository by their own keys, or by number, what the stream says of some, and the format of an upload. */
export type FindingQuestion = { keys: string[] } | { numbers: number[] } | { traits: number[] } | { formatOf: number };

/** The answer to a question, under its own name. */
export interface FindingAnswer {
  known?: readonly KnownFinding[];
  traits?: readonly Traits[];
  format?: string | null;
}

export interface ProcessedPlan {
  outcome: 'processed';
  stream: StreamValues;
  fresh: IncomingFinding[];
  seen: SeenFinding[];
  vanished: KnownFinding[];
  /** What an untracked ref says of a finding must not replace what is known of it. */
  overwritesEvidence: boolean;
  /** Beside those that follow from states. */
  events: FindingEvent[];
  counts: { moved: number; changed: number; unchanged: number };
  kept: KeptOpen[];
  /** Number of the held upload that needs no decision any more. */
  settlesHeld: number | null;
  /** Number of the held upload that this one confirms. */
  confirms: number | null;
}

export interface HeldPlan {
  outcome: 'held';
  reason: string;
  kept: KeptOpen[];
  /** Numbers of the findings that it would close. */
  closing: readonly number[];
  stream: StreamValues;
  /** The first held upload of the series, and when a report of another run may confirm it. */
  first: number;
  confirmableAt: Date;
  /** The held upload whose place it takes. */
  replaces: number | null;
}

export type ImportPlan =
  /** The stream's current upload has other bytes by now: the report has to be read after all. */
  { outcome: 'stale' } | { outcome: 'superseded'; reason: string } | HeldPlan | ProcessedPlan;

type Planning<T> = Generator<FindingQuestion, T, FindingAnswer>;

/**
 * All decisions about one upload, without a database: whether it takes effect, which findings are new, known, moved,
 * rekeyed or gone, which of them take their columns from it, and what the stream remembers. Yields questions about the
 * repository's findings and is given the answers. States follow from the written sightings (`settleFinding`).
 */
export function* planImport(facts: ImportFacts): Planning<ImportPlan> {
  const { stream, upload, report } = facts;
  if ('sameAsUpload' in report && stream.currentUpload !== report.sameAsUpload) return { outcome: 'stale' };
  if (isSuperseded(upload, stream)) {
    const at = stream.highWaterAt?.toISOString();
    return { outcome: 'superseded', reason: `A newer report of this stream took effect already (${at}).` };
  }
  if ('sameAsUpload' in report) return processed(facts, { ...NOTHING, unchanged: stream.present }, NONE_KNOWN);
  const { present, incoming } = report;
  const { found, kept } = yield* compare(facts, present, incoming);
  const byKey = yield* findOwners(found, present);
  const diff = settleClaims(found, present, incoming, byKey);
  const reason = holdReason({
    ...{ closing: diff.vanished.length, open: present.length, enabled: facts.holdSuspicious },
    released: upload.releasedAt !== null,
    confirmableAt: confirmableAt(facts.held?.first ?? upload),
  });
  const confirms = reason !== null && facts.held !== null && isConfirmation(upload, facts.held);
  if (reason !== null && !confirms) return hold(facts, reason, { kept, closing: diff.vanished });
  const paired = [...diff.moved, ...diff.rekeyed, ...diff.changed].map((item) => item.number);
  const byNumber = numbered(yield* ask({ numbers: [...paired, ...diff.vanished] }));
  const plan = { ...processed(facts, diff, { byKey, byNumber }), kept };
  return confirms ? { ...plan, confirms: plan.settlesHeld } : plan;
}

/** The newest held report waits in place of earlier ones; the time of the first one counts. */
function hold(facts: ImportFacts, reason: string, effect: Pick<HeldPlan, 'kept' | 'closing'>): ImportPlan {
  const { stream, upload, held } = facts;
  const other = held === null || held.number === upload.number ? null : held;
  if (other !== null && upload.orderAt < other.orderAt) {
    return { outcome: 'superseded', reason: `A newer report of this stream waits (upload ${other.number}).` };
  }
  const first = held?.first ?? upload;
  return {
    outcome: 'held',
    reason,
    ...effect,
    stream: nextStream(stream, facts, { heldUpload: upload.number }),
    first: first.number,
    confirmableAt: confirmableAt(first),
    replaces: other?.number ?? null,
  };
}

const NOTHING: Difference = { appeared: [], changed: [], moved: [], rekeyed: [], vanished: [], unchanged: 0 };
const NONE_KNOWN = { byKey: new Map<string, KnownFinding>(), byNumber: new Map<number, KnownFinding>() };

const numbered = (findings: readonly KnownFinding[]): Map<number, KnownFinding> =>
  new Map(findings.map((finding) => [finding.number, finding]));

function* ask(question: { keys: string[] } | { numbers: number[] }): Planning<readonly KnownFinding[]> {
  const wanted = 'keys' in question ? question.keys : question.numbers;
  return wanted.length === 0 ? [] : ((yield question).known ?? []);
}

function* compare(
  facts: ImportFacts,
  present: readonly PresentFinding[],
  incoming: readonly IncomingFinding[],
): Planning<{ found: Difference; kept: KeptOpen[] }> {
  const keys = renamedKeys(present, incoming);
  const { found, kept } = yield* compareKeyed(facts, underNewKeys(present, keys), incoming);
  const named = rekeyedByName(found, keys);
  return { found: { ...named, rekeyed: [...named.rekeyed, ...found.rekeyed] }, kept };
}

function* compareKeyed(
  facts: ImportFacts,
  present: readonly PresentFinding[],
  incoming: readonly IncomingFinding[],
): Planning<{ found: Difference; kept: KeptOpen[] }> {
  const gaps = countedGaps(facts.gaps, facts.upload);
  const gap = gapInAll(gaps);
  if (gap !== null) {
    const diff = diffStream(present, incoming, { closes: false });
    return { found: { ...diff, rekeyed: [] }, kept: keptIn(gap, present, incoming) };
  }
  let diff = diffStream(present, incoming, { closes: true });
  const lost = [...diff.vanished, ...diff.moved.map((move) => move.number)];
  const traits = gaps.length === 0 || lost.length === 0 ? [] : ((yield { traits: lost }).traits ?? []);
  const kept = keepOpen(gaps, traits);
  if (kept.length > 0) {
    const withheld = new Set(kept.flatMap((each) => each.numbers));
    diff = diffStream(present, incoming, { closes: true, withheld });
  }
  const stale = new Set(present.filter(isStale).map((finding) => finding.number));
  if (diff.appeared.length > 0 && diff.vanished.some((number) => stale.has(number))) {
    const known = yield* ask({ numbers: diff.vanished.filter((number) => stale.has(number)) });
    return { found: matchStale({ ...diff, rekeyed: [] }, stale, known), kept };
  }
  const switched = yield* hasSwitchedFormat(facts, diff);
  if (!switched && !looksRekeyed(diff)) return { found: { ...diff, rekeyed: [] }, kept };
  return { found: matchRekeyed(diff, present, yield* ask({ numbers: diff.vanished }), switched), kept };
}

/** Whether the stream's last report had another format, which may say more of some findings, or less. */
function* hasSwitchedFormat({ stream, format = null }: ImportFacts, diff: StreamDiff): Planning<boolean> {
  const { currentUpload } = stream;
  if (format === null || currentUpload === null || diff.appeared.length === 0 || diff.vanished.length === 0)
    return false;
  const { format: before = null } = yield { formatOf: currentUpload };
  return before !== null && before !== format;
}

function keptIn(gap: AnyGap, present: readonly PresentFinding[], incoming: readonly IncomingFinding[]): KeptOpen[] {
  const keys = new Set(incoming.map((item) => item.key));
  const numbers = present.filter((finding) => !keys.has(finding.key)).map((finding) => finding.number);
  return numbers.length === 0 ? [] : [{ gap, count: numbers.length, numbers }];
}

/** Findings whose own key the report brings anew, by key; with those of the keys under which its stream knew them until now. */
function* findOwners(diff: Difference, present: readonly PresentFinding[]): Planning<Map<string, KnownFinding>> {
  const pairs = [...diff.moved, ...diff.rekeyed];
  const owners = new Map<string, KnownFinding>();
  const keys = new Map(present.map((finding) => [finding.number, finding.key]));
  let wanted = [...diff.appeared, ...pairs.map((pair) => pair.incoming)].map((item) => item.key);
  const asked = new Set(wanted);
  while (wanted.length > 0) {
    const found = yield* ask({ keys: wanted });
    for (const finding of found) owners.set(finding.key, finding);
    wanted = found.flatMap(({ number }) => keys.get(number) ?? []).filter((key) => !asked.has(key));
    for (const key of wanted) asked.add(key);
  }
  const unknown = unknownButFormer(diff.appeared, owners);
  const found = yield* ask({ keys: unknown.flatMap((item) => item.formerKeys ?? []) });
  for (const [key, finding] of formerOwners(unknown, found, present)) owners.set(key, finding);
  return owners;
}

function processed(
  facts: ImportFacts,
  diff: Difference,
  known: { byKey: Map<string, KnownFinding>; byNumber: Map<number, KnownFinding> },
): ProcessedPlan {
  const { stream, upload } = facts;
  const { fresh, seen, vanished, moved, changed, events } = resolveDifference(diff, known, stream.tracked);
  const success = measures(countedGaps(facts.gaps, upload))
    ? { lastSuccessAt: upload.orderAt, lastSuccessCommit: upload.commit }
    : {};
  const present = 'present' in facts.report ? facts.report.present.length : stream.present;
  return {
    outcome: 'processed',
    stream: nextStream(stream, facts, {
      highWaterAt: upload.orderAt,
      currentUpload: upload.number,
      heldUpload: null,
      retiredAt: null,
      present: present + diff.appeared.length - diff.vanished.length,
      ...success,
    }),
    fresh,
    seen,
    vanished: vanished.flatMap((number) => known.byNumber.get(number) ?? []),
    overwritesEvidence: stream.tracked,
    events,
    counts: { moved, changed, unchanged: diff.unchanged },
    kept: [],
    settlesHeld: stream.heldUpload === upload.number ? null : stream.heldUpload,
    confirms: null,
  };
}
