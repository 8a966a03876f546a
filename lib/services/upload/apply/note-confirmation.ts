import type { AuditActor } from '#lib/domain/audit/entry.ts';
import { encodeId } from '#lib/ids.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { At } from './parts.ts';

function actorOf({ credentialKind, credentialName, tokenId, userId }: At['upload']): AuditActor {
  const name = credentialName ?? 'unknown';
  switch (credentialKind) {
    case 'upload_token':
    case 'api_token':
      return { kind: credentialKind, id: tokenId, name };
    case 'session':
      return { kind: 'person', id: userId, name };
    case 'demo':
    case 'system':
    case null:
      return { kind: 'system', id: null, name };
  }
}

/** Notes in the audit log that a report confirmed a held one, which took effect with it. To be called last. */
export async function noteConfirmation({ tx, scope, repository, upload, now }: At, held: number): Promise<void> {
  // Reports of the demo are not in the log.
  if (upload.credentialKind === 'demo') return;
  const idOf = (number: number) => encodeId('upload', { repoId: scope.repoId, number });
  await writeAudit(
    tx,
    { orgId: scope.orgId, at: now, actor: actorOf(upload), source: null },
    {
      verb: 'upload.confirmed',
      target: { kind: 'upload', id: idOf(held), name: repository.fullName },
      detail: { by_upload: idOf(upload.number) },
    },
  );
}
