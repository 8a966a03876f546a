import { join } from 'node:path';
import type { Upload } from '#db/queries/uploads.ts';
import type { System } from '#lib/system.ts';
import type { FreshReading } from './apply/parts.ts';
import { REDACTED_FILE } from './read/protocol.ts';

/** Exchanges the stored bytes of a report that was found to hold secrets for those of its copy without them. */
export async function redactRaw(system: System, upload: Upload, reading: FreshReading): Promise<void> {
  if (reading.done.redacted) await system.blobs.replaceWithFile(upload.blob, join(reading.folder, REDACTED_FILE));
}
