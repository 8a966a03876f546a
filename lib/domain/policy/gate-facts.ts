import type { FeedKind } from '#lib/domain/feed/feed.ts';
import type { Exploit } from '#lib/domain/finding/exploit.ts';
import type { Category, Severity } from '#lib/domain/finding/finding.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';

/** What rules ask of a finding. */
export interface FindingFacts {
  severity: Severity;
  category: Category;
  exploit: Exploit;
  /** A secret that was tried and works. */
  live: boolean;
  /** A fix is known. Code and settings can always be changed. */
  fixable: boolean;
  /** Under an approved exception. */
  accepted: boolean;
}

/** Findings that are alike to every rule. */
export interface FactGroup extends FindingFacts {
  count: number;
}

export interface CountedFindings {
  groups: readonly FactGroup[];
  /** Why there may be more, as a sentence; null: these are all. */
  unknown: string | null;
}

/** The newest whole report of a category. */
export interface ScannedCategory {
  category: Category;
  scanner: string;
  /** ISO 8601. */
  at: string;
  /** Whether a report of the judged commit is among them. */
  thisCommit: boolean;
}

/** `default`: the default branch; `tracked`: another ref that counts; `branch`: any other. */
export type RefRole = 'default' | 'tracked' | 'branch';

/** Where a gate stands: what the conditions of rules are about. */
export interface GatePlace {
  repository: string;
  criticality: Criticality;
  exposure: Exposure;
  labels: readonly string[];
  ref: string;
  role: RefRole;
  pipelines: readonly string[];
}

/** What a gate is judged by. Compact, so that it can be kept with the answer and judged again by another policy. */
export interface GateFacts {
  introduced: CountedFindings;
  /** Null where it was not read, because no rule asked for it. */
  total: CountedFindings | null;
  /** Null where it was not read. */
  scanned: readonly ScannedCategory[] | null;
  /** Whether feeds were there to say what is exploited. */
  feeds: {
    kev: boolean;
    epss: boolean;
    /** Of which only the demo's sample is loaded, with invented values. */
    samples?: readonly FeedKind[];
  };
}

/** Counts findings that are alike. */
export function groupFacts(findings: Iterable<FindingFacts>): FactGroup[] {
  const groups = new Map<string, FactGroup>();
  for (const { severity, category, exploit, live, fixable, accepted } of findings) {
    const key = [severity, category, exploit, live, fixable, accepted].join(' ');
    const count = (groups.get(key)?.count ?? 0) + 1;
    groups.set(key, { severity, category, exploit, live, fixable, accepted, count });
  }
  return [...groups.values()];
}
