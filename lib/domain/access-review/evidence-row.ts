import type { CsvValue } from '../export/csv-row.ts';
import { levelName } from './why.ts';

/** One right with its decision, as files of evidence say it. Null: not known, or nobody decided. */
export interface EvidenceRow {
  number: number;
  kind: string;
  system: string;
  principal: { name: string; kind: string; owner: string | null };
  target: { name: string; kind: string; production: string | null };
  permission: string;
  level: number;
  why: string;
  granted_at: string | null;
  granted_by: string | null;
  expires: string | null;
  last_used: string | null;
  risk: {
    unused: boolean | null;
    on_path: boolean | null;
    ownerless: boolean | null;
    never_ends: boolean | null;
    stale: boolean;
  };
  high: boolean;
  subject: { name: string; by: string } | null;
  reviewer: { kind: string; name: string } | null;
  assigned: string;
  decision: {
    decision: string;
    to_level: number | null;
    reason: string | null;
    at: string;
    by: { name: string };
    in_bulk: boolean;
  } | null;
  verification: { state: string; snapshot: number | null; at: string | null } | null;
}

export const EVIDENCE_COLUMNS = [
  ...['number', 'kind', 'system', 'principal', 'principal_kind', 'owner', 'on', 'on_kind', 'production'],
  ...['permission', 'level', 'level_name', 'why', 'granted_at', 'granted_by', 'expires', 'last_used'],
  ...['unused', 'on_path_to_production', 'ownerless', 'never_ends', 'stale', 'high', 'person', 'person_known_by'],
  ...['reviewer', 'assigned', 'decision', 'to_level', 'reason', 'decided_at', 'decided_by', 'in_bulk'],
  ...['verification', 'verified_by_snapshot', 'verified_at'],
] as const;

/** In the order of the columns. A decision that was not made is said in words: an empty cell could be an oversight. */
export function evidenceCells(row: EvidenceRow): CsvValue[] {
  const { principal, target, risk, subject, reviewer, decision, verification } = row;
  return [
    ...[row.number, row.kind, row.system, principal.name, principal.kind, principal.owner],
    ...[target.name, target.kind, target.production, row.permission, row.level, levelName(row.level), row.why],
    ...[row.granted_at, row.granted_by, row.expires, row.last_used],
    ...[risk.unused, risk.on_path, risk.ownerless, risk.never_ends, risk.stale, row.high],
    ...[subject?.name ?? null, subject?.by ?? null, reviewer?.name ?? null, row.assigned],
    ...[decision?.decision ?? 'not decided', decision?.to_level ?? null, decision?.reason ?? null],
    ...[decision?.at ?? null, decision?.by.name ?? null, decision?.in_bulk ?? null],
    ...[verification?.state ?? null, verification?.snapshot ?? null, verification?.at ?? null],
  ];
}
