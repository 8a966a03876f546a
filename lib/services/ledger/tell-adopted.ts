import { writeAudit } from '../audit/write-audit.ts';
import type { Changes, LockedRepository } from './changes.ts';
import { tellCovered } from './tell-covered.ts';

/** Tells of exceptions that statements made. To be called last: it locks the end of the audit log. */
export async function tellAdopted(at: LockedRepository, { adopted }: Changes, upload: number): Promise<void> {
  if (adopted.length === 0) return;
  const { tx, scope, repository, now } = at;
  await tellCovered(at, adopted, upload);
  await writeAudit(
    tx,
    { orgId: scope.orgId, at: now, source: null, actor: { kind: 'system', id: null, name: 'trusted statements' } },
    {
      verb: 'statement.adopted',
      target: { kind: 'repository', id: repository.fullName, name: repository.fullName },
      detail: {
        authors: [...new Set(adopted.map(({ requesterName }) => requesterName))].slice(0, 20),
        findings: adopted.map(({ findingNumber }) => `#${findingNumber}`).slice(0, 100),
        count: adopted.length,
      },
    },
  );
}
