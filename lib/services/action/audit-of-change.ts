import type { ActionChangeBody } from '#lib/contracts/action-work.ts';
import type { AuditVerb } from '#lib/domain/audit/entry.ts';
import type { AuditEvent } from '../audit/write-audit.ts';
import type { Done } from './done.ts';

const VERBS: Readonly<Record<ActionChangeBody['change'], AuditVerb>> = {
  claim: 'action.claimed',
  release: 'action.released',
  assign: 'action.assigned',
  say_fixed: 'action.said_fixed',
  not_fixed: 'action.not_fixed',
  set_due: 'action.due_changed',
};

/** One entry for all repositories in which it was done. People in it are named by their number, which outlives them. */
export function auditOf(id: string, change: ActionChangeBody['change'], done: readonly Done[]): AuditEvent {
  const work = done[0]?.changed.work;
  const { assignee = null, due = null } = work ?? {};
  const detail = {
    ...(assignee === null ? {} : { [assignee.kind]: assignee.id }),
    ...(change === 'set_due' ? { due: due?.at.toISOString() ?? null, reason: due?.reason ?? null } : {}),
    ...(done.length > 1 ? { repositories: done.map(({ fullName }) => fullName) } : {}),
  };
  return { verb: VERBS[change], target: { kind: 'action', id, name: done[0]?.fullName ?? '' }, detail };
}
