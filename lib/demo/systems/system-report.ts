import type { InventorySource } from '#lib/domain/privilege/inventory.ts';
import type { DemoRepository } from '../company.ts';

export const SCHEMA = 'inventory/v1';

/** One of the three pictures that are taken of each system around the demo's pipelines. */
export interface SystemMoment {
  at: Date;
  picture: 1 | 2 | 3;
  repositories: readonly DemoRepository[];
  /** The instant so many days before the last picture: the same in all three. */
  days: (count: number) => string;
}

/** What a collector would have delivered. */
export interface SystemReport {
  source: InventorySource;
  scope: string;
  at: Date;
  document: Readonly<Record<string, unknown>>;
}
