import type { FrozenName, RiskFacts } from './review.ts';

interface Frozen {
  number: number;
  kind: string;
  system: string;
  principalId: string;
  principalKind: string;
  principalName: string;
  principalOwner: string | null;
  targetKind: string;
  targetName: string;
  via: string | null;
  permission: string;
  level: number;
  chain: readonly FrozenName[];
  production: string | null;
  grantedAt: Date | null;
  grantedBy: string | null;
  expiresAt: Date | null;
  expiresTold: boolean;
  lastUsedAt: Date | null;
  lastUsedTold: boolean;
  risk: RiskFacts;
  high: boolean;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A right as it was frozen, as one line whose hash says that nothing of it was changed since. */
export function frozenLine(item: Frozen): string {
  const { unused, onPath, ownerless, neverEnds, stale } = item.risk;
  return JSON.stringify([
    ...[item.number, item.kind, item.system, item.principalId, item.principalKind, item.principalName],
    ...[item.principalOwner, item.targetKind, item.targetName, item.via, item.permission, item.level],
    ...[item.chain.map(({ name, kind }) => [name, kind]), item.production],
    ...[iso(item.grantedAt), item.grantedBy, iso(item.expiresAt), item.expiresTold],
    ...[iso(item.lastUsedAt), item.lastUsedTold, [unused, onPath, ownerless, neverEnds, stale], item.high],
  ]);
}

interface Decided {
  number: number;
  decision: string | null;
  toLevel: number | null;
  reason: string | null;
  decidedAt: Date | null;
  decidedBy: number | null;
}

/** What stands of a right when its review is closed. People are their numbers: names go when somebody is erased. */
export function decidedLine({ number, decision, toLevel, reason, decidedAt, decidedBy }: Decided): string {
  return JSON.stringify([number, decision, toLevel, reason, iso(decidedAt), decidedBy]);
}
