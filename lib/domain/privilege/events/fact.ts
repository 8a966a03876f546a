/** Who, or what, an event names: by an id that stays. */
export interface EventParty {
  id: string;
  name: string;
}

/** A trust provider that did not vouch for a workload, and what it compared. */
export interface Mismatch {
  provider: string;
  reason: string | null;
  attribute: string | null;
  expected: string | null;
  actual: string | null;
}

/** What is kept of an event: events that say the same are counted, not kept. */
export type Fact =
  | {
      kind: 'access';
      outcome: 'authorized' | 'unauthorized' | 'error';
      client: EventParty | null;
      server: EventParty | null;
      policy: EventParty | null;
      reason: string | null;
      mismatch: Mismatch | null;
    }
  | { kind: 'use'; client: EventParty; server: EventParty | null; policy: EventParty | null }
  | { kind: 'audit'; actor: EventParty; actorType: string; category: string; activity: string; result: string }
  /** Counted, and nothing else is known of it. */
  | { kind: 'other'; what: string };

export interface Observed {
  fact: Fact;
  at: Date;
}

/** How often a fact was seen, and when. */
export interface Tally {
  fact: Fact;
  count: number;
  lastAt: Date;
}
