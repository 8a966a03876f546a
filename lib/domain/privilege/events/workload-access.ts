import type { EventParty } from './fact.ts';

/** What events tell of one workload that asks for another: how often it was let in, how often not, and why not. */
export interface WorkloadAccess {
  kind: 'workload_access';
  /** The workload that is asked for. */
  resource: string;
  client: EventParty | null;
  policy: string | null;
  authorized: number;
  denied: number;
  lastAuthorizedAt: Date | null;
  lastDeniedAt: Date | null;
  /** Most frequent first. */
  denials: readonly {
    count: number;
    reason: string | null;
    provider: string | null;
    attribute: string | null;
    expected: string | null;
    actual: string | null;
  }[];
}
