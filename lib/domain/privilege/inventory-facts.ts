import type { InventorySource, Section } from './inventory.ts';
import type { RuleState } from './rule.ts';

/** What an inventory says of itself, and what became of the rules: kept with its upload. */
export interface InventoryFacts {
  source: InventorySource;
  scope: string;
  /** ISO 8601. */
  collectedAt: string;
  collector: string | null;
  sections: Section[];
  /** Sections that nobody here reads. */
  strange: string[];
  /** Members that may hold secrets: they were not kept. */
  stripped: { count: number; positions: string[] };
  rules: Record<RuleState, number>;
}

/** The repository that an inventory lives in: of kind `system`. */
export const homeOf = ({ source, scope }: Pick<InventoryFacts, 'source' | 'scope'>): string => `${source}/${scope}`;
