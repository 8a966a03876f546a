import type { Transaction } from '#db/client.ts';
import type { StoredWeight } from '#db/queries/actions-write.ts';
import type { CountDelta } from '#db/queries/counts.ts';
import type { Exception, NewException } from '#db/queries/exceptions-write.ts';
import type { Repository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import type { Witness } from '#lib/domain/action/work.ts';
import type { EndReason } from '#lib/domain/decision/exception.ts';
import type { FindingEvent, FindingEventDetail } from '#lib/domain/finding/event.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { FindingOrigin } from '#lib/domain/finding/origin.ts';
import type { LedgerCause, Noted } from '#lib/domain/ledger/cause.ts';
import type { OutboxEvent } from '#lib/domain/outbox/event.ts';

/** A repository that this transaction has locked. */
export interface LockedRepository {
  tx: Transaction;
  scope: RepositoryScope;
  repository: Repository;
  now: Date;
}

/** An exception that does not hold any more, and why. */
export interface ReturnedException {
  exception: Exception;
  reason: Exclude<EndReason, 'joined' | 'rule_ended'>;
}

/** A report that took effect in a stream, and left nothing of it unseen. */
export interface StreamWitness extends Witness {
  streamId: number;
}

type Counted = Omit<CountDelta, 'count'>;

/** What one transaction did to a repository's findings: `commit` does what must follow. */
export class Changes {
  /** Findings whose sightings or evidence changed, in batches: `settleStates` derives their states anew. */
  touched: AsyncIterable<readonly KnownFinding[]> | Iterable<readonly KnownFinding[]> = [];
  readonly events: FindingEvent[] = [];
  /** What others are told of beside what `commit` finds out itself. */
  readonly told: OutboxEvent[] = [];
  /** Numbers of the actions whose findings changed. */
  readonly actions = new Set<number>();
  /** By number of the finding: what belongs to the event of its decision, or of its end. */
  readonly decisions = new Map<number, FindingEventDetail>();
  /** Exceptions that ended because conditions changed. */
  readonly returned: ReturnedException[] = [];
  /** Exceptions that rules made. */
  readonly covered: NewException[] = [];
  /** Exceptions that statements of trusted authors made. */
  readonly adopted: NewException[] = [];
  /** Findings of which a report says something else now: another version, another place. */
  readonly restated = new Set<number>();
  /** Findings that are not open where it counts, and that a report of a branch tells of: without an event, as no state changes. */
  readonly backOnBranch = new Set<number>();
  /** Findings whose severity another record of OSV changes, and no report. */
  readonly ratedByOsv = new Set<number>();
  /** What streams now hold because of a report that looked at all of its subject. */
  readonly witnesses: StreamWitness[] = [];
  /** How many reports took effect. */
  uploads: 0 | 1 = 0;
  /** Where that comes from which the present part of a report introduces. */
  origin: FindingOrigin = 'introduced';
  /** What moved the score where no finding tells: of the actions that are counted again, and of all others. */
  because: { touched: LedgerCause | null; others: 'ageing' | 'policy' } = { touched: null, others: 'ageing' };
  /** Settings that changed, as the ledger tells of them. */
  readonly noted: Noted[] = [];
  /** By number of the action: how many of its findings moved the score by what. */
  readonly causes = new Map<number, Map<LedgerCause, number>>();
  /** What actions that are counted again weighed before. */
  readonly weighed: StoredWeight[] = [];
  readonly #batches: (readonly KnownFinding[])[] = [];
  readonly #touched = new Set<number>();
  readonly #counts = new Map<string, CountDelta>();

  /** Adds findings to those in `touched`, each once: two parts of a report may see the same one. */
  touch(findings: readonly KnownFinding[]): void {
    const fresh = findings.filter(({ number }) => !this.#touched.has(number));
    for (const { number } of fresh) this.#touched.add(number);
    this.#batches.push(fresh);
    this.touched = this.#batches;
  }

  /** Notes what happened to a finding of an action that its score counts. */
  cause(action: number, cause: LedgerCause): void {
    const causes = this.causes.get(action) ?? new Map<LedgerCause, number>();
    causes.set(cause, (causes.get(cause) ?? 0) + 1);
    this.causes.set(action, causes);
  }

  /** Counts a finding that entered a state (1) or left one (-1). */
  count({ state, category, severity, scanner }: Counted, by: 1 | -1): void {
    const key = keyOf({ state, category, severity, scanner });
    const count = (this.#counts.get(key)?.count ?? 0) + by;
    this.#counts.set(key, { state, category, severity, scanner, count });
  }

  /** Differences of the counters, sorted, so that concurrent transactions lock the counter rows in the same order. */
  countDeltas(): CountDelta[] {
    return [...this.#counts]
      .filter(([, delta]) => delta.count !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, delta]) => delta);
  }

  /** How many findings were introduced, reopened and fixed. */
  flows(): { introduced: number; reopened: number; fixed: number } {
    const flows = { introduced: 0, reopened: 0, fixed: 0 };
    for (const { kind } of this.events) {
      if (kind === 'introduced' || kind === 'reopened' || kind === 'fixed') flows[kind] += 1;
    }
    return flows;
  }

  /** Where those that were introduced came from, unless with new code. */
  origins(): { disclosed: number; firstScan: number } {
    const count = (of: FindingOrigin): number => this.events.filter(({ origin }) => origin === of).length;
    return { disclosed: count('disclosed'), firstScan: count('first_scan') };
  }
}

const keyOf = ({ state, category, severity, scanner }: Counted): string =>
  `${state}\n${category}\n${severity}\n${scanner}`;
