import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transaction } from '#db/client.ts';
import { findAdvisoryNames } from '#db/queries/advisory-names.ts';
import {
  countDocuments,
  findDocumentNamed,
  lockStatements,
  replaceStatements,
  type StatementDocumentRow,
  saveDocument,
} from '#db/queries/statements-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { orderDocuments } from '#lib/domain/statement/order-versions.ts';
import type { StatementDocument } from '#lib/domain/statement/statement.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { StatementError } from '#lib/statements/contract.ts';
import { readDocument } from '#lib/statements/read-document.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { openBlob } from '../upload/read/file-source.ts';
import { documentTarget } from './document-target.ts';
import { orderFollowing } from './order-following.ts';

/** Documents of an organization. */
const MOST_DOCUMENTS = 10_000;
const SKIPPED_LISTED = 100;

export interface DeliveredDocument {
  blob: string;
  bytes: number;
  sha256: Buffer;
  /** Name of the file. */
  name: string | null;
}

/**
 * Loads a VEX document, in place of an earlier version of it. What it states changes no finding by itself. The file is
 * read here, and removed by whoever stored it.
 * @returns its id
 * @throws Fault forbidden; unprocessable naming what is wrong and where; conflict for a version that is not newer
 */
export async function loadDocument(ctx: Context, file: DeliveredDocument): Promise<{ id: number; duplicate: boolean }> {
  permit(ctx, 'exception:decide', 'organization');
  const document = await read(ctx, file);
  return inTransaction(ctx.sql, async (tx) => {
    await lockStatements(tx, ctx);
    const before = await findDocumentNamed(tx, ctx, document.id);
    if (before !== null && before.withdrawnAt === null) {
      if (Buffer.compare(before.sha256, file.sha256) === 0) return { id: before.id, duplicate: true };
      requireNewer(document, before);
    } else if (before === null && (await countDocuments(tx, ctx)) >= MOST_DOCUMENTS) {
      throw new Fault(
        'conflict',
        `${MOST_DOCUMENTS} documents are loaded, the most that there can be. Nothing was changed.`,
      );
    }
    return { id: await write(tx, ctx, document, { file, before }), duplicate: false };
  });
}

async function read(ctx: Context, { blob, bytes, name }: DeliveredDocument): Promise<StatementDocument> {
  const scratch = join(ctx.spool, `statements-${randomUUID()}`);
  try {
    await mkdir(ctx.spool, { recursive: true, mode: 0o700 });
    return await readDocument(await openBlob(ctx.blobs.pathOf(blob), bytes, name, scratch));
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    const { message, position } = error;
    const sentence = `${message}${position === null ? '' : ` (at ${position})`}. Nothing was changed.`;
    throw new Fault('unprocessable', sentence, { fields: position === null ? [] : [{ path: position, message }] });
  } finally {
    await rm(scratch, { force: true });
  }
}

function requireNewer(document: StatementDocument, before: StatementDocumentRow): void {
  const order = orderDocuments(document, before);
  if (order > 0) return;
  const loaded = `version ${before.version} of ${before.statedAt.toISOString()}`;
  const words =
    order < 0
      ? `This is version ${document.version} of the document, and ${loaded} is loaded, which is newer`
      : `The document is loaded as ${loaded} with other content: a changed document needs a higher version or a later time`;
  throw new Fault('conflict', `${words}. Nothing was changed.`);
}

async function write(
  tx: Transaction,
  ctx: Context,
  document: StatementDocument,
  { file, before }: { file: DeliveredDocument; before: StatementDocumentRow | null },
): Promise<number> {
  const { statements, skipped, id: name, ...head } = document;
  // What earlier versions were about may be about it no more.
  if (before !== null) await orderFollowing(tx, ctx, [before.id]);
  const { at, personId, kind, name: loaderName } = actedBy(ctx);
  const id = await saveDocument(tx, ctx, {
    ...{ ...head, name, source: file.name, sha256: file.sha256 },
    ...{ loadedAt: at, loadedBy: personId, loaderKind: kind, loaderName },
    ...{ statements: statements.length, skipped: skipped.length, skippedItems: skipped.slice(0, SKIPPED_LISTED) },
  });
  const names = [...new Set(statements.flatMap((one) => one.names))];
  const said = { document: id, statedAt: document.statedAt, said: statements };
  await replaceStatements(tx, ctx, said, await findAdvisoryNames(tx, ctx, names));
  await orderFollowing(tx, ctx, [id]);
  await writeAudit(tx, auditSource(ctx), {
    verb: 'statement.loaded',
    target: documentTarget(id, name),
    detail: {
      ...{ author: document.author, version: document.version, was: before?.version ?? null },
      ...{ statements: statements.length, skipped: skipped.length, sha256: file.sha256.toString('hex') },
    },
  });
  return id;
}
