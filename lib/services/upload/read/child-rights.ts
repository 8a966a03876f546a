import { mkdirSync } from 'node:fs';
import { codeRights } from '../../apart/code-rights.ts';

export interface ReportFolders {
  /** Reports as they were delivered. */
  blobs: string;
  /** Records on their way to the database. */
  spool: string;
}

/** Of a reading child: read both folders, which are made if need be, and write records. */
export function childRights({ blobs, spool }: ReportFolders): string[] {
  // A path that is not there yet is taken for a file: what comes to lie below it later would be closed.
  for (const folder of [blobs, spool]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return codeRights([blobs], spool);
}
