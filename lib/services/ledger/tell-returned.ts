import { writeAudit } from '../audit/write-audit.ts';
import { tellExceptions } from '../exception/tell-exceptions.ts';
import type { Changes, LockedRepository } from './changes.ts';

/** Tells of exceptions that ended because conditions changed. To be called last: it locks the end of the audit log. */
export async function tellReturned(at: LockedRepository, { returned }: Changes, upload: number): Promise<void> {
  if (returned.length === 0) return;
  const { tx, scope, repository, now } = at;
  for (const [reason, group] of Map.groupBy(returned, (one) => one.reason)) {
    const exceptions = group.map(({ exception }) => exception);
    await tellExceptions(at, 'exception_returned', exceptions, { userId: null, upload, reason });
    await writeAudit(
      tx,
      { orgId: scope.orgId, at: now, source: null, actor: { kind: 'system', id: null, name: 'changed conditions' } },
      {
        verb: 'exception.returned',
        target: { kind: 'repository', id: repository.fullName, name: repository.fullName },
        detail: {
          because: reason,
          findings: exceptions.map(({ findingNumber }) => `#${findingNumber}`).slice(0, 100),
          count: exceptions.length,
        },
      },
    );
  }
}
