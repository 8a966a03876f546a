import type { ActionKind } from '#lib/domain/action/key.ts';
import type { Severity } from '#lib/domain/finding/finding.ts';

/** The first few of a list, and how many there are in all: "5 of 23". */
export interface DigestList<T> {
  items: readonly T[];
  total: number;
}

/** What a digest is about: all that its reader may see, or one team's repositories. */
export type DigestScope =
  /** `whole`: the reader sees every repository; else `name` is still the organization's, and it covers a part. */
  { kind: 'organization'; name: string; whole: boolean } | { kind: 'team'; name: string; slug: string };

/** Why the score moved: one cause of the ledger, or all smaller ones together. */
export interface DigestReason {
  /** Points of the score in scope, to tenths. */
  points: number;
  /** "new: 3 findings", "fixed: 12 findings": composed here, never text of a report. */
  text: string;
  /** Path of the page that shows it. */
  path: string;
}

/** A fix, in words of its kind, rule and package: never a title or another text of a report. */
export interface DigestAction {
  kind: ActionKind | 'coverage';
  /** "Upgrade lodash to 4.17.21", "Rotate a leaked secret": one line. */
  text: string;
  /** `owner/name`, the first where there are several. */
  repository: string;
  /** In how many repositories it is to be done; more than one only for coverage. */
  repositories: number;
  severity: Severity | null;
  /** Score gained by doing it, to tenths: of its repository (null where there are several), and of the scope's score. */
  points: { repository: number | null; organization: number };
  effortHours: number;
  /** `2026-12-04` in the recipient's time zone; null: no due date. */
  due: string | null;
  overdue: boolean;
  /** It caps the score or endangers everything until it is done: effort does not matter. */
  actNow: boolean;
  /** Names of the teams that own the repository, of those that the reader may see. */
  owners: readonly string[];
  path: string;
}

/** A pipeline's scanner that stopped reporting. */
export interface DigestSilence {
  repository: string;
  pipeline: string;
  scanner: string;
  /** "has not reported for 9 days (usually daily)". */
  text: string;
  path: string;
}

/** A report that has no effect until a person has looked at it. */
export interface DigestHeld {
  repository: string;
  scanner: string;
  /** `2026-11-27`, the day of its arrival in the recipient's time zone. */
  since: string;
  path: string;
}

/** A repository of which less is known than a week ago. */
export interface DigestCoverageLoss {
  repository: string;
  /** Points of its score that no report speaks for any more; positive. */
  points: number;
  path: string;
}

export interface DigestFixed {
  repository: string;
  /** Findings that were fixed in the period and still are. */
  findings: number;
  /** Names of the teams that own it, of those that the reader may see: whom to thank. */
  teams: readonly string[];
  path: string;
}

/** Exceptions, or exemptions, of a repository that end soon, or wait for approval. */
export interface DigestDecisions {
  repository: string;
  count: number;
  /** The first end, or the day of the oldest request, in the recipient's time zone. */
  day: string;
  path: string;
}

/** By repository; `total` counts repositories, the numbers decisions. */
export interface DigestOpenDecisions {
  ending: DigestList<DigestDecisions>;
  endingCount: number;
  waiting: DigestList<DigestDecisions>;
  waitingCount: number;
}

/** A repository whose reports failed their gate. */
export interface DigestGate {
  repository: string;
  judged: number;
  failed: number;
  path: string;
}

/** A line of a block that is filled once its feature exists. */
export interface DigestNote {
  text: string;
  repository: string | null;
  path: string;
}

/** What one person is told of one week. Paths are relative to the installation's address and need a sign-in. */
export interface Digest {
  /** ISO 8601: `2026-W48`. */
  week: string;
  /** The seven days up to `asOf`: first and last day in the recipient's time zone, `2026-11-23`. */
  period: { from: string; to: string };
  /** When its figures were true, ISO 8601 with Z. */
  asOf: string;
  organization: string;
  scope: DigestScope;
  recipient: { name: string; timeZone: string; minimal: boolean };
  /**
   * `now`, `before`: 0 to 100, as screens show them; null: not known, which is neither 0 nor 100. `change`: points to
   * tenths, null where either is not known. `reasons`: the three that moved it most, and all else in one line.
   */
  score: { now: number | null; before: number | null; change: number | null; reasons: readonly DigestReason[] };
  repositories: { total: number; measured: number };
  /** Open findings. A severity that no source states is `unknown`. */
  open: Readonly<Record<Severity, number>>;
  /**
   * Fixes past their due date; `exploited`: of problems that are known to be used by attackers, null: not known; `sample`: as
   * the demo's sample of KEV says, with invented values.
   */
  counts: { overdue: number; exploited: number | null; sample: boolean };
  /** At most five to do next. */
  actions: DigestList<DigestAction>;
  /** Fixes whose due date passed in the period. */
  newlyOverdue: DigestList<DigestAction>;
  /** Fixes due in the seven days after `asOf`. */
  dueNext: DigestList<DigestAction>;
  silent: DigestList<DigestSilence>;
  held: DigestList<DigestHeld>;
  coverageLost: DigestList<DigestCoverageLoss>;
  /** By repository; `total` counts repositories, `fixedFindings` findings. */
  fixed: DigestList<DigestFixed>;
  fixedFindings: number;
  /** Who became admin of something. */
  privileges: DigestList<DigestNote>;
  /** Who reaches what of production alone, and did not before; `total` counts what is reached. */
  ways: DigestList<DigestNote>;
  /** New critical and high findings of inventories. */
  weaknesses: DigestList<DigestNote>;
  /** By repository: pipelines that give more to somebody than before. */
  pipelines: DigestList<DigestNote>;
  exceptions: DigestOpenDecisions;
  /** Of categories that need not be measured. */
  exemptions: DigestOpenDecisions;
  /** Reports that were judged in the period, and failed; `rule`: the one that made most of them fail. */
  gates: DigestList<DigestGate> & {
    judged: number;
    failed: number;
    rule: { id: string; failed: number } | null;
  };
  /** Sentences about what is not known of this week, such as of a week in the past. */
  notKnown: readonly string[];
}

/** Addresses in a mail, absolute. */
export interface DigestLinks {
  /** Of the installation, without a slash at its end. */
  publicUrl: string;
  /** Where the recipient chooses what comes and when. */
  preferences: string;
  /** A page that ends the digest at the press of a button, without a sign-in. */
  unsubscribe: string;
}
