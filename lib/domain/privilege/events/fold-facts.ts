import type { EventParty, Fact, Mismatch, Tally } from './fact.ts';

type AccessFact = Extract<Fact, { kind: 'access' }>;

/** Why access was denied, and how often. */
export interface Denial extends Partial<Mismatch> {
  outcome: 'unauthorized' | 'error';
  reason: string | null;
  count: number;
  last_at: string;
}

/** One workload that reaches, or asks for, another one: by one policy, or by none that was found. */
export interface AccessRow {
  client: EventParty | null;
  server: EventParty | null;
  policy: EventParty | null;
  authorized: number;
  denied: number;
  last_authorized_at: string | null;
  last_denied_at: string | null;
  last_used_at: string | null;
  denials: Denial[];
}

export interface AuditRow {
  actor: EventParty;
  actor_type: string;
  category: string;
  activity: string;
  result: string;
  count: number;
  last_at: string;
}

export interface OtherRow {
  what: string;
  count: number;
  last_at: string;
}

export interface Folded {
  access: AccessRow[];
  audit_log: AuditRow[];
  other_events: OtherRow[];
}

/** What many events come to, in an order that does not depend on theirs. */
export function foldFacts(tallies: readonly Tally[]): Folded {
  const access = new Map<string, AccessRow>();
  const audit = new Map<string, AuditRow>();
  const others = new Map<string, OtherRow>();
  for (const { fact, count, lastAt } of tallies) {
    const at = lastAt.toISOString();
    switch (fact.kind) {
      case 'access':
        addAccess(rowOf(access, fact), fact, count, at);
        break;
      case 'use': {
        const row = rowOf(access, fact);
        row.last_used_at = later(row.last_used_at, at);
        break;
      }
      case 'audit': {
        const { actor, actorType: actor_type, category, activity, result } = fact;
        const fresh = { actor, actor_type, category, activity, result, count: 0, last_at: at };
        addCount(audit, JSON.stringify([actor.id, category, activity, result]), fresh, count, at);
        break;
      }
      case 'other':
        addCount(others, fact.what, { what: fact.what, count: 0, last_at: at }, count, at);
        break;
    }
  }
  return { access: sorted(access), audit_log: sorted(audit), other_events: sorted(others) };
}

const sorted = <T>(rows: ReadonlyMap<string, T>): T[] =>
  [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);

const later = (a: string | null, b: string): string => (a === null || b > a ? b : a);

function addCount<T extends { count: number; last_at: string }>(
  into: Map<string, T>,
  key: string,
  fresh: T,
  count: number,
  at: string,
): void {
  const row = into.get(key) ?? fresh;
  row.count += count;
  row.last_at = later(row.last_at, at);
  into.set(key, row);
}

/** Names may change; the latest of those that events tell would need their times, so that the first one read stays. */
function rowOf(
  rows: Map<string, AccessRow>,
  { client, server, policy }: Pick<AccessFact, 'client' | 'server' | 'policy'>,
): AccessRow {
  const key = JSON.stringify([client?.id ?? '', server?.id ?? '', policy?.id ?? '']);
  const known = rows.get(key);
  if (known !== undefined) return known;
  const fresh: AccessRow = {
    ...{ client, server, policy, authorized: 0, denied: 0 },
    ...{ last_authorized_at: null, last_denied_at: null, last_used_at: null },
    denials: [],
  };
  rows.set(key, fresh);
  return fresh;
}

function addAccess(row: AccessRow, fact: AccessFact, count: number, at: string): void {
  if (fact.outcome === 'authorized') {
    row.authorized += count;
    row.last_authorized_at = later(row.last_authorized_at, at);
    row.last_used_at = later(row.last_used_at, at);
    return;
  }
  row.denied += count;
  row.last_denied_at = later(row.last_denied_at, at);
  const { outcome, mismatch } = fact;
  const reason = mismatch?.reason ?? fact.reason;
  const said = { ...mismatch, outcome, reason };
  const known = row.denials.find((each) => sameDenial(each, said));
  if (known === undefined) row.denials.push({ ...said, count, last_at: at });
  else {
    known.count += count;
    known.last_at = later(known.last_at, at);
  }
  row.denials.sort((a, b) => b.count - a.count || (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ outcome, reason, provider, attribute, expected, actual }: Omit<Denial, 'count' | 'last_at'>): string =>
  JSON.stringify([outcome, reason, provider, attribute, expected, actual]);

const sameDenial = (a: Denial, b: Omit<Denial, 'count' | 'last_at'>): boolean => keyOf(a) === keyOf(b);
