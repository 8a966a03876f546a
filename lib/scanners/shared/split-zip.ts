import type { ReportSource } from '#lib/scanners/contract.ts';
import { writeZip, type ZipMember } from './write-zip.ts';
import { checkEntries } from './zip-check.ts';
import { openArchive, zipError } from './zip-read.ts';

/** Where a member goes: into which archive, and under which name there. Null: into none. */
type Placing = (name: string) => { group: string; name: string } | null;

/**
 * Archives made of the members of one, as they are: only its directory is read, and nothing is inflated. Whoever reads the
 * new ones checks what is in them.
 * @param beside what stands in each of them before its members
 * @throws ReportError for an archive that breaks a limit
 */
export async function splitZip(
  source: ReportSource,
  place: Placing,
  beside: readonly ZipMember[] = [],
): Promise<{ archives: Map<string, Buffer>; left: string[] }> {
  const { zip, entries } = await openArchive(source);
  const files = await checkEntries(zip, entries);
  const groups = new Map<string, ZipMember[]>();
  const left: string[] = [];
  for (const [fileName, entry] of files) {
    const to = place(fileName);
    if (to === null) {
      left.push(fileName);
      continue;
    }
    try {
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      const data = await source.slice(fileDataStart, fileDataStart + entry.compressedSize);
      const { compressionMethod: method, crc32: crc, uncompressedSize: inflated } = entry;
      groups.set(to.group, [...(groups.get(to.group) ?? []), { name: to.name, data, method, crc, inflated }]);
    } catch (error) {
      throw zipError(error);
    }
  }
  const archives = new Map<string, Buffer>();
  for (const [group, members] of groups) archives.set(group, await bytesOf([...beside, ...members]));
  return { archives, left };
}

async function bytesOf(members: readonly ZipMember[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of writeZip(members)) parts.push(part);
  return Buffer.concat(parts);
}
