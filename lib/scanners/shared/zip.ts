import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { LIMITS } from './limits.ts';
import { sourceFromBytes } from './memory-source.ts';
import { checkEntries } from './zip-check.ts';
import { openArchive, readMember } from './zip-read.ts';

export interface ZipReport {
  /** Names of the files in it (folders left out), as they are written. */
  entries: readonly string[];
  /** One file by its exact name, checked against its size and checksum, in memory. */
  source(name: string): Promise<ReportSource>;
}

/**
 * Opens an archive of a report and checks all of its directory first: number, names, types, sizes, ratio, overlaps.
 * The inflated bytes are counted as they come, whatever the directory says. ReportError for everything that is wrong.
 */
export async function openZip(source: ReportSource): Promise<ZipReport> {
  const { zip, entries } = await openArchive(source);
  const files = await checkEntries(zip, entries);
  let inflated = 0;
  return {
    entries: [...files.keys()],
    async source(name) {
      const entry = files.get(name);
      if (entry === undefined) throw new ReportError(`the archive has no member ${name}`);
      const bytes = await readMember(zip, entry, LIMITS.zipTotal - inflated);
      inflated += bytes.length;
      return sourceFromBytes(bytes, name);
    },
  };
}
