import type { DemoRepository } from './company.ts';
import type { Tool } from './issue.ts';

export interface DemoStream {
  repository: DemoRepository;
  pipeline: string;
  tool: Tool;
}

/**
 * What is delivered: a scan of the default branch, of another branch, a scan without results, a truncated report; of the bad week also a
 * scan of the same commit again, and one of a small change.
 */
export type DeliveryKind = 'scan' | 'branch' | 'empty' | 'broken' | 'again' | 'change';

export interface Delivery {
  at: Date;
  stream: DemoStream;
  kind: DeliveryKind;
}

export interface DemoSize {
  repositories: number;
  weeks: number;
}
