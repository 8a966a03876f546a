import type { Principal } from '#lib/domain/privilege/access/roster.ts';
import type { StepRight } from '#lib/domain/privilege/path/path.ts';
import type { PathPattern, PathSeverity } from '#lib/domain/privilege/path/pattern.ts';
import type { TargetKind } from '#lib/domain/privilege/path/target.ts';

/** A setting that holds paths open, in words: what to do, and where, from the outside in. */
export interface OpenSetting {
  /** The same as long as it is the same setting of the same thing: `branchCreation repo:41`. */
  readonly key: string;
  readonly todo: string;
  readonly where: readonly string[];
  readonly cost: number;
}

/** Some of a set of principals, and how many there are. */
export interface People {
  readonly count: number;
  readonly sample: readonly Principal[];
}

/** What tightening a setting was found to do, by computing the paths again with it tightened. */
export interface CutEffect {
  readonly setting: OpenSetting;
  /** Ways that somebody goes alone, before and after it. */
  readonly before: number;
  readonly after: number;
  /** Who no longer reaches: also who would lose what they use. */
  readonly hurt: People;
}

/** The cheapest settings to tighten for one target, in order; `left`: ways that are open after all of them. */
export interface TargetCut {
  readonly steps: readonly CutEffect[];
  readonly left: number;
  readonly cost: number;
}

/** A path as it is stored and shown. */
export interface PathRow {
  /** Pattern and target: the same from one inventory to the next. */
  readonly key: string;
  readonly pattern: PathPattern;
  readonly severity: PathSeverity;
  readonly certainty: 'proven' | 'possible';
  readonly targetKind: TargetKind;
  readonly targetId: string;
  readonly targetName: string;
  /** Full name of its repository; null: it belongs to the organization. */
  readonly repository: string | null;
  /** Name of the system that has it, where that is another one. */
  readonly system: string | null;
  /** Why it counts as production. */
  readonly because: string;
  /** Places in the list of sets: who goes alone, and who goes with or without help. */
  readonly aloneSet: number;
  readonly helpedSet: number;
  readonly alone: People;
  readonly helped: People;
  /** Only owners of the organization go it, whose right it is to change all settings. */
  readonly ownersOnly: boolean;
  readonly steps: readonly StepRight[];
  readonly through: { readonly count: number; readonly names: readonly string[] };
  readonly settings: readonly OpenSetting[];
  /** Ids of what it goes through. */
  readonly evidence: readonly string[];
  /** Facts that were not read and might decide it. */
  readonly unknown: readonly string[];
}

/** What paths have in common that one setting closes: what somebody can act on. */
export interface PathFinding {
  readonly pattern: PathPattern;
  readonly severity: PathSeverity;
  readonly setting: OpenSetting;
  /** Where the setting is, for comparing with gaps: `repo:41/branchCreation`, `org/delegation:app:7`. */
  readonly place: string;
  readonly targets: { readonly count: number; readonly names: readonly string[] };
  readonly steps: readonly StepRight[];
  readonly alone: People;
  readonly evidence: readonly string[];
  /** Null: too many to be computed again. `targets`: how many of them were. */
  readonly effect: (Omit<CutEffect, 'setting'> & { readonly targets: number }) | null;
}

/** Where paths may be that nobody could see: what was found there stays. */
export interface UnreadPlace {
  /** A repository, or `org`; null: everything. */
  readonly place: string | null;
  readonly reason: string;
}

export interface PathReport {
  /** Sets of principals that paths refer to, each as keys in order. */
  readonly sets: readonly (readonly string[])[];
  /** By the id of the target; left out where there are very many. */
  readonly cuts: ReadonlyMap<string, TargetCut>;
  readonly findings: readonly PathFinding[];
  readonly unread: readonly UnreadPlace[];
}
