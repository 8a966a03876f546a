import type { Entry, ZipFile } from 'yauzl';
import { ReportError } from '#lib/scanners/contract.ts';
import { LIMITS } from './limits.ts';
import { zipError } from './zip-read.ts';

const STORED = 0;
const DEFLATED = 8;
const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;
const ARCHIVES = /\.(?:zip|jar|war|ear|fpr|gz|tgz|bz2|xz|zst|7z|rar|tar)$/i;

/** Files of the archive by name. Everything that could hurt or mislead is a ReportError before a byte is inflated. */
export async function checkEntries(zip: ZipFile, entries: readonly Entry[]): Promise<Map<string, Entry>> {
  const files = new Map<string, Entry>();
  let total = 0;
  for (const entry of entries) {
    checkEntry(entry);
    total += entry.uncompressedSize;
    if (total > LIMITS.zipTotal) {
      throw new ReportError(`the archive says that it inflates to more than the limit of ${LIMITS.zipTotal} bytes`);
    }
    if (files.has(entry.fileName)) throw new ReportError('the archive has two members of one name');
    if (!entry.fileName.endsWith('/')) files.set(entry.fileName, entry);
  }
  await checkOverlaps(zip, entries);
  return files;
}

function checkEntry(entry: Entry): void {
  const name = entry.fileName;
  const parts = name.split('/');
  const safe = !name.startsWith('/') && !/[\\:\p{Cc}]/u.test(name) && !parts.includes('..') && name.length <= 1024;
  if (!safe) throw new ReportError('the archive has a member whose name leaves its folder or is not allowed');
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (type !== 0 && type !== REGULAR && type !== FOLDER) {
    throw new ReportError('the archive has a member that is no file or folder (a link or a device)');
  }
  if (entry.isEncrypted()) throw new ReportError('the archive is encrypted');
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    throw new ReportError(`the archive uses compression method ${entry.compressionMethod}: only deflate is supported`);
  }
  if (ARCHIVES.test(name)) throw new ReportError('the archive holds another archive');
  const inflated = entry.uncompressedSize;
  if (inflated > LIMITS.zipRatioFrom && inflated > entry.compressedSize * LIMITS.zipRatio) {
    throw new ReportError(`a member of the archive is compressed more than the limit of ${LIMITS.zipRatio} : 1`);
  }
}

async function checkOverlaps(zip: ZipFile, entries: readonly Entry[]): Promise<void> {
  const spans: { from: number; to: number }[] = [];
  for (const entry of entries) {
    try {
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      spans.push({ from: entry.relativeOffsetOfLocalHeader, to: fileDataStart + entry.compressedSize });
    } catch (error) {
      throw zipError(error);
    }
  }
  spans.sort((a, b) => a.from - b.from);
  let end = 0;
  for (const span of spans) {
    if (span.from < end) throw new ReportError('members of the archive overlap');
    end = span.to;
  }
}
