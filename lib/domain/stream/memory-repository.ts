/** Test helper: a repository in memory that takes in reports as the real one does, by `planImport` and `settleFinding`. */
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import type { HeldReport } from './confirm.ts';
import { knownExample, NEW_STREAM } from './examples.ts';
import type { AnyGap } from './gap.ts';
import type { IncomingFinding, PresentFinding } from './move.ts';
import type { StreamValues } from './next-stream.ts';
import {
  type FindingAnswer,
  type FindingQuestion,
  type ImportPlan,
  type ProcessedPlan,
  planImport,
} from './plan-import.ts';
import { firstState, settleFinding } from './settle-finding.ts';
import type { Traits } from './witness.ts';

export interface MemoryUpload {
  stream: string;
  tracked: boolean;
  /** Minutes. */
  time: number;
  complete: boolean;
  gaps?: readonly AnyGap[];
  format?: string;
  incoming: readonly IncomingFinding[];
}

type MemoryStream = StreamValues & {
  tracked: boolean;
  held: HeldReport | null;
  sightings: Map<number, PresentFinding & { suppressed: boolean }>;
};

export class MemoryRepository {
  readonly findings = new Map<number, KnownFinding>();
  readonly streams = new Map<string, MemoryStream>();
  #uploads = 0;
  readonly #formats = new Map<number, string>();

  upload({ stream: name, tracked, time, complete, gaps = [], format, incoming }: MemoryUpload): ImportPlan {
    const stream = this.streams.get(name) ?? { ...NEW_STREAM, tracked, held: null, sightings: new Map() };
    this.streams.set(name, stream);
    this.#uploads += 1;
    if (format !== undefined) this.#formats.set(this.#uploads, format);
    const orderAt = new Date(time * MINUTE_MS);
    const upload = {
      number: this.#uploads,
      orderAt,
      runId: null,
      commit: null,
      releasedAt: null,
      complete,
      completeSaid: false,
    };
    const planning = planImport({
      stream,
      upload,
      held: stream.held,
      report: { incoming, present: [...stream.sightings.values()] },
      gaps,
      format: format ?? null,
      categories: ['sast'],
      holdSuspicious: true,
      now: orderAt,
    });
    let step = planning.next({});
    while (!step.done) step = planning.next(this.#answer(step.value, stream));
    const plan = step.value;
    if (plan.outcome === 'held' || plan.outcome === 'processed') Object.assign(stream, plan.stream);
    if (plan.outcome === 'held') stream.held = { ...upload, first: stream.held?.first ?? upload };
    if (plan.outcome === 'processed') {
      stream.held = null;
      this.#write(stream, plan);
    }
    return plan;
  }

  states(): Map<string, string> {
    const rows = [...this.findings.values()].map(({ key, state }) => [key, state] as const);
    return new Map(rows.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  #answer(question: FindingQuestion, stream: MemoryStream): FindingAnswer {
    if ('numbers' in question) return { known: question.numbers.flatMap((number) => this.findings.get(number) ?? []) };
    if ('formatOf' in question) return { format: this.#formats.get(question.formatOf) ?? null };
    if ('traits' in question) return { traits: question.traits.map((number) => this.#traits(number, stream)) };
    const wanted = new Set(question.keys);
    return { known: [...this.findings.values()].filter((finding) => wanted.has(finding.key)) };
  }

  #traits(number: number, stream: MemoryStream): Traits {
    const { ruleId = '' } = this.findings.get(number) ?? {};
    const path = stream.sightings.get(number)?.path ?? null;
    return { number, rules: [ruleId], paths: path === null ? [] : [path], packages: [], advisories: [], subjects: [] };
  }

  #write(stream: MemoryStream, plan: ProcessedPlan): void {
    const see = (number: number, { index: _index, ...incoming }: IncomingFinding) =>
      stream.sightings.set(number, { ...incoming, number });
    for (const incoming of plan.fresh) {
      const number = this.findings.size + 1;
      const { state } = firstState({ tracked: stream.tracked, ref: '' }, incoming.suppressed);
      const { key, path, line, scanner, ruleId } = incoming;
      this.findings.set(number, knownExample({ number, key, path, line, scanner, ruleId, state }));
      see(number, incoming);
    }
    for (const { finding, incoming, leads } of plan.seen) {
      const { key, path, line } = incoming;
      if (leads) this.findings.set(finding.number, { ...finding, key, path, line });
      see(finding.number, incoming);
    }
    for (const { number } of plan.vanished) stream.sightings.delete(number);
    for (const { number } of [...plan.seen.map((item) => item.finding), ...plan.vanished]) this.#settle(number);
  }

  #settle(number: number): void {
    const finding = this.findings.get(number);
    if (!finding) return;
    const seen = [...this.streams.values()].flatMap((stream) => {
      const sighting = stream.sightings.get(number);
      return stream.tracked && sighting ? [sighting] : [];
    });
    const facts = {
      number,
      tracked: seen.length > 0,
      suppressed: seen.every((each) => each.suppressed),
      severity: null,
    };
    const settled = settleFinding(finding, facts, new Date(0));
    if (settled) this.findings.set(number, { ...finding, state: settled.state });
  }
}
