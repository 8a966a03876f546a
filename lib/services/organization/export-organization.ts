import { type FileHandle, open } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Transaction } from '#db/client.ts';
import { OMITTED_COLUMNS } from '#db/organization-tables.ts';
import { findOwnedTables, readOwnedBlobs, readOwnedRows } from '#db/queries/organization-data.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { inSnapshot, inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { VERSION } from '#lib/contracts/version.ts';
import { codeOf, Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource, type Caller } from '../audit/audit-source.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { paddingOf, TAR_BLOCK, tarBlock } from '../backup/tar.ts';

type ExportContext = Caller & Pick<Context, 'sql' | 'principal' | 'readScope' | 'blobs' | 'log'>;

/** Bytes of a table in one file, about. */
const PART = 8 * 1024 * 1024;
const PIECE = 1024 * 1024;

/**
 * Everything that the organization has, as of one moment, in a tar: rows of each table as JSON Lines, stored reports as zstd
 * files; without passwords and the hashes of tokens. Its last file is `end.json`, which a torn one lacks. Memory stays flat.
 * @throws Fault `forbidden`, before the first byte
 */
export async function exportOrganization(ctx: ExportContext): Promise<{ slug: string; bytes: Readable }> {
  permit(ctx, 'settings:write', 'organization');
  const organization = await findOrganization(ctx.sql, ctx.orgId);
  if (organization === null) throw new Fault('not_found', 'The organization was removed.');
  const { slug, name } = organization;
  await inTransaction(ctx.sql, async (tx) => {
    const target = targetOfOrganization(organization);
    await writeAudit(tx, auditSource(ctx), { verb: 'organization.exported', target });
  });
  const bytes = new PassThrough();
  inSnapshot(ctx.sql, (tx) => pipeline(Readable.from(tarOf(ctx, tx, { slug, name })), bytes)).catch(
    (error: unknown) => {
      ctx.log.warn({ err: error, organization: slug }, 'an export ended early');
      bytes.destroy(error instanceof Error ? error : new Error(String(error)));
    },
  );
  return { slug, bytes };
}

const jsonEntry = (name: string, value: unknown): Buffer[] =>
  entry(name, Buffer.from(`${JSON.stringify(value, null, 2)}\n`));

function entry(name: string, body: Buffer): Buffer[] {
  return [tarBlock({ name, size: body.length, link: null }), body, Buffer.alloc(paddingOf(body.length))];
}

async function* tarOf(
  ctx: ExportContext,
  tx: Transaction,
  organization: { slug: string; name: string },
): AsyncGenerator<Buffer> {
  const scope = { orgId: ctx.orgId };
  const about = { version: VERSION, exported_at: ctx.now().toISOString(), organization, left_out: OMITTED_COLUMNS };
  yield* jsonEntry('organization.json', about);
  const rows: Record<string, number> = {};
  for (const table of await findOwnedTables(tx)) {
    const omit = OMITTED_COLUMNS[table.name] ?? [];
    rows[table.name] = yield* tableEntries(table.name, readOwnedRows(tx, scope, table, omit));
  }
  const reports = { files: 0, missing: 0 };
  for await (const names of readOwnedBlobs(tx, scope)) {
    for (const name of names) {
      const file = await openIfThere(ctx.blobs.pathOf(name));
      if (file === null) reports.missing += 1;
      else yield* fileEntry(`reports/${name}.zst`, file);
      if (file !== null) reports.files += 1;
    }
  }
  yield* jsonEntry('end.json', { rows, reports });
  yield Buffer.alloc(2 * TAR_BLOCK);
}

/** `tables/findings/0001.jsonl` and on. @returns how many rows */
async function* tableEntries(table: string, batches: AsyncIterable<string[]>): AsyncGenerator<Buffer, number> {
  let waiting: Buffer[] = [];
  let [size, parts, rows] = [0, 0, 0];
  const part = (): Buffer[] => {
    parts += 1;
    const body = Buffer.concat(waiting);
    [waiting, size] = [[], 0];
    return entry(`tables/${table}/${String(parts).padStart(4, '0')}.jsonl`, body);
  };
  for await (const lines of batches) {
    const text = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    waiting.push(text);
    size += text.length;
    rows += lines.length;
    if (size >= PART) yield* part();
  }
  if (size > 0 || parts === 0) yield* part();
  return rows;
}

/** The file is closed at its end. One that is exchanged for a masked one meanwhile is taken whole, as it was. */
async function* fileEntry(name: string, file: FileHandle): AsyncGenerator<Buffer> {
  try {
    const { size } = await file.stat();
    yield tarBlock({ name, size, link: null });
    for (let at = 0; at < size; ) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE, size - at));
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      if (bytesRead === 0) throw new Error(`${name} became shorter while it was read`);
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
    yield Buffer.alloc(paddingOf(size));
  } finally {
    await file.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
