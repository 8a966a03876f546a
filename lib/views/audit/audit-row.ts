import type { AuditFilter } from '#db/queries/audit.ts';
import type { AuditFilterParams, AuditRow } from '#lib/contracts/audit.ts';
import { verbsOf } from '#lib/domain/audit/audit-groups.ts';
import type { ChainedEntry } from '#lib/domain/audit/entry.ts';

export function auditRowOf(entry: ChainedEntry): AuditRow {
  const { sequence, at, actor, verb, target, source, detail, seals, previous, hash } = entry;
  return { sequence, at: at.toISOString(), actor, verb, target, source, detail, seals, previous, hash };
}

export function auditFilterOf({ who, verb, target, since, until }: AuditFilterParams): AuditFilter {
  const dateOf = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
  const verbs = verb === undefined ? undefined : verbsOf(verb);
  return { who, verbs, target, since: dateOf(since), until: dateOf(until) };
}
