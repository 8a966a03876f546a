import type { StatedSeverity } from '#lib/domain/finding/finding.ts';
import type { InventorySource, Named } from './inventory.ts';
import type { InventoryGraph } from './inventory-graph.ts';
import type { PrivilegeSettings } from './settings.ts';

export type Evidence = Readonly<Record<string, string | number | boolean | null>>;

interface About {
  principal: Named | null;
  resource: Named;
}

/** Not known is an outcome of its own: it opens nothing and closes nothing. */
export type Outcome =
  | (About & { outcome: 'pass' })
  | (About & {
      outcome: 'fail';
      /** One sentence with its names. */
      says: string;
      evidence: Evidence;
      /** Where the severity is another than the rule's. */
      severity?: StatedSeverity;
      /** What to type; null where it is done in a browser only. */
      command: string | null;
    })
  | (About & { outcome: 'unknown'; reason: string });

/**
 * Sections that a rule cannot do without. `oneOf`: any of them answers it, and the rule itself says what the others leave open;
 * `anyOf`: each adds something, so that one that is missing leaves a gap.
 */
export type Needs = readonly (string | { oneOf: readonly string[] } | { anyOf: readonly string[] })[];

export interface PrivilegeRule {
  /** Part of identities: never renamed. */
  id: string;
  title: string;
  /** What somebody could do with it, in two sentences. */
  why: string;
  severity: StatedSeverity;
  /** What to change, and where: names the fix. */
  setting: string;
  /** The same where it is another setting than that of the first system of `needs`. */
  elsewhere?: Readonly<Partial<Record<InventorySource, string>>>;
  references: { cicdSec: readonly number[]; cis: readonly string[]; slsa: readonly string[] };
  /** By source; a source that is not here has nothing that the rule is about. */
  needs: Readonly<Partial<Record<InventorySource, Needs>>>;
  /**
   * Pure: `now` is when the inventory was collected, so that reading it again says the same. One after another where there may
   * be as many as grants.
   */
  judge(graph: InventoryGraph, settings: PrivilegeSettings, now: Date): Iterable<Outcome>;
}

/** What became of a rule: one failure fails it, one unknown keeps it from passing. */
export type RuleState = 'pass' | 'fail' | 'unknown' | 'not applicable';
