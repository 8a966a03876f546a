import type { UploadView } from '#lib/contracts/upload.ts';
import { credentialText } from '#lib/domain/access/credential.ts';

/** Who delivered an upload, in words; null where it was not kept. */
export function credentialOf(by: UploadView['delivered_by']): string | null {
  return by === null ? null : credentialText({ credentialKind: by.kind, credentialName: by.name });
}
