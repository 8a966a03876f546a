import { endExceptions, findExceptions } from '#db/queries/exceptions-write.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { settleDecisions } from '../exception/settle-decisions.ts';
import { tellExceptions } from '../exception/tell-exceptions.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { findUnfounded } from './find-unfounded.ts';

/** Ends exceptions that rest on what nobody states any more: the finding is what its reports say it is. */
export async function endUnfounded(at: LockedRepository): Promise<void> {
  const { tx, scope, repository, now } = at;
  const unfounded = await findUnfounded(at, null);
  if (unfounded.length === 0) return;
  const inForce = unfounded.filter(({ state }) => state === 'in_force');
  const waiting = unfounded.filter(({ state }) => state === 'requested');
  const end = { at: now, by: null, reason: 'statement_ended' as const };
  await endExceptions(
    tx,
    scope,
    inForce.map(({ number }) => number),
    { state: 'returned', ...end },
  );
  await endExceptions(
    tx,
    scope,
    waiting.map(({ number }) => number),
    { state: 'withdrawn', ...end },
  );
  const changes = new Changes();
  const why = { why: 'statement_ended' };
  await settleDecisions(
    at,
    changes,
    null,
    inForce.map(({ findingNumber }) => ({ number: findingNumber, detail: why })),
  );
  await commit(at, changes, { upload: 0, userId: null });
  const ended = await findExceptions(
    tx,
    scope,
    unfounded.map(({ number }) => number),
  );
  await tellExceptions(at, 'exception_returned', ended, { userId: null, reason: 'statement_ended' });
  await writeAudit(
    tx,
    { orgId: scope.orgId, at: now, source: null, actor: { kind: 'system', id: null, name: 'statements' } },
    {
      verb: 'exception.returned',
      target: { kind: 'repository', id: repository.fullName, name: repository.fullName },
      detail: {
        because: 'statement_ended',
        findings: ended.map(({ findingNumber }) => `#${findingNumber}`).slice(0, 100),
        count: ended.length,
      },
    },
  );
}
