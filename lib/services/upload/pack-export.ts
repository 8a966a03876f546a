import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateRawSync } from 'node:zlib';
import { findInventoryMapping } from '#db/queries/inventory-mappings.ts';
import type { Context } from '#lib/context.ts';
import { ARCHIVE_LIMITS } from '#lib/contracts/workflows.ts';
import { type InventoryMapping, MAPPED_SOURCES } from '#lib/domain/privilege/inventory-mapping.ts';
import { Fault } from '#lib/errors.ts';
import { formatCapital } from '#lib/format.ts';
import { MANIFEST } from '#lib/inventories/shared/manifest.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { splitZip } from '#lib/scanners/shared/split-zip.ts';
import { DEFLATED, writeZip, type ZipMember } from '#lib/scanners/shared/write-zip.ts';
import type { AcceptInput } from './accept.ts';

type Report = AcceptInput['report'];

/** What the files themselves do not say. */
export interface ExportManifest {
  source: string;
  scope: string;
  /** ISO 8601. */
  collected_at: string;
  /** Which column of its tables is which, where the sender says it; else what was saved. */
  mapping?: unknown;
}

/**
 * A vendor's own files as one report: an archive of them, as they are, with a member that says whose they are. A document
 * that says so itself is left as it is. What was packed is stored as it came until then, and removed here.
 * @throws Fault too_large, unprocessable for what is no readable archive; nothing more is kept then
 */
export async function packExport(
  ctx: Context,
  reports: readonly [Report, ...Report[]],
  manifest: ExportManifest,
): Promise<Report> {
  const [first] = reports;
  if (reports.length === 1 && (await saysItself(ctx, first))) return first;
  if (reports.reduce((sum, { bytes }) => sum + bytes, 0) > ARCHIVE_LIMITS.bytes) {
    const most = ARCHIVE_LIMITS.bytes / (1024 * 1024);
    throw new Fault('too_large', `The files are larger than ${most} MiB. Send them compressed, as one zip archive.`);
  }
  const said = { schema: 'inventory/v1', ...(await mappingOf(ctx, manifest)), ...manifest };
  const head = memberOf(MANIFEST, Buffer.from(JSON.stringify(said)));
  const bytes = reports.length === 1 ? await withHead(ctx, first, head) : await allOf(ctx, reports, head);
  const { name: blob, storedBytes } = await ctx.blobs.put(Readable.from([bytes]), [], ctx.now());
  for (const report of reports) await ctx.blobs.remove(report.blob);
  const sha256 = createHash('sha256').update(bytes).digest();
  return { blob, sha256, bytes: bytes.length, storedBytes, filename: first.filename };
}

/** What the organization said of tables of this source, where the sender says nothing. */
async function mappingOf(ctx: Context, { source }: ExportManifest): Promise<{ mapping?: InventoryMapping }> {
  const mapped = MAPPED_SOURCES.find((each) => each === source);
  const mapping = mapped === undefined ? null : await findInventoryMapping(ctx.sql, ctx, mapped);
  return mapping === null ? {} : { mapping };
}

/** Where a document is larger than files may be, it is one; else its beginning or its outline tells. */
async function saysItself(ctx: Context, { blob, bytes }: Report): Promise<boolean> {
  if (bytes > ARCHIVE_LIMITS.bytes) return true;
  const source = sourceFromBytes(await buffer(ctx.blobs.read(blob)));
  // What is broken is refused when it is read, with the place.
  const outline = await outlineOf(source).catch(() => null);
  if (outline?.kind !== 'json' || typeof outline.value !== 'object' || outline.value === null) return false;
  return 'schema' in outline.value && outline.value.schema === 'inventory/v1';
}

async function withHead(ctx: Context, report: Report, head: ZipMember): Promise<Buffer> {
  const bytes = await buffer(ctx.blobs.read(report.blob));
  if (!bytes.subarray(0, 2).equals(Buffer.from('PK'))) {
    return archiveOf([head, memberOf(nameOf(report.filename, bytes), bytes)]);
  }
  try {
    const place = (name: string) => (name === MANIFEST ? null : { group: '', name });
    const { archives } = await splitZip(sourceFromBytes(bytes), place, [head]);
    return archives.get('') ?? (await archiveOf([head]));
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    const reason = formatCapital(error.message);
    throw new Fault('unprocessable', `${reason}.`);
  }
}

async function allOf(ctx: Context, reports: readonly Report[], head: ZipMember): Promise<Buffer> {
  const members = new Map([[MANIFEST, head]]);
  for (const { blob, filename } of reports) {
    const bytes = await buffer(ctx.blobs.read(blob));
    const name = nameOf(filename, bytes);
    if (members.has(name)) throw new Fault('unprocessable', `Two files are called ${name}. Give each its own name.`);
    members.set(name, memberOf(name, bytes));
  }
  return archiveOf([...members.values()]);
}

/** As the sender calls it, without folders; the end of the name says what it is, for whoever takes values out of it. */
function nameOf(filename: string | null, bytes: Buffer): string {
  const given = (filename ?? 'export').split(/[\\/]/).pop() ?? 'export';
  const isJson = /^\s*[[{]/.test(
    bytes
      .subarray(0, 4096)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  );
  const plain = given === '' || given === '.' || given === '..' ? 'export' : given;
  if (isJson) return /\.(?:json|jsonl|ndjson)$/i.test(plain) ? plain : `${plain}.json`;
  return /\.[a-z]{2,4}$/i.test(plain) && !/\.json$/i.test(plain) ? plain : `${plain}.csv`;
}

function memberOf(name: string, bytes: Buffer): ZipMember {
  return { name, data: deflateRawSync(bytes), method: DEFLATED, crc: crc32(bytes), inflated: bytes.length };
}

async function archiveOf(members: readonly ZipMember[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of writeZip(members)) parts.push(part);
  return Buffer.concat(parts);
}
