import { createHash } from 'node:crypto';
import { findReviewDocument, readReviewDocument, storeReviewDocument } from '#db/queries/access-review-documents.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { drawApart } from './apart/draw-apart.ts';
import type { DrawRequest } from './apart/protocol.ts';

interface EvidenceDocument {
  /** Hex. */
  sha256: string;
  bytes: () => Promise<Buffer>;
}

/** One after another: several large documents at once would take the machine's memory, and who waits may find it drawn. */
let last: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = last.then(work, work);
  last = done.catch(() => undefined);
  return done;
}

/**
 * The document of a review, drawn once for what it says: a closed review says the same until more of it is verified. Its hash, which
 * a signed statement needs, is known without its bytes.
 */
export async function evidenceDocument(ctx: Context, request: DrawRequest): Promise<EvidenceDocument> {
  const key = { orgId: ctx.orgId, review: request.evidence.review.id };
  const content = contentOf(request);
  const draw = async (): Promise<EvidenceDocument> => {
    const bytes = await drawApart(request);
    const drawn = { content, sha256: sha256(bytes), bytes, now: ctx.now() };
    await inTransaction(ctx.sql, (tx) => storeReviewDocument(tx, key, drawn));
    return { sha256: drawn.sha256.toString('hex'), bytes: async () => bytes };
  };
  const find = async (): Promise<EvidenceDocument | null> => {
    const known = await findReviewDocument(ctx.sql, key, content);
    if (known === null) return null;
    const read = async () => (await readReviewDocument(ctx.sql, key, content)) ?? (await inTurn(draw)).bytes();
    return { sha256: known.toString('hex'), bytes: read };
  };
  return (await find()) ?? inTurn(async () => (await find()) ?? draw());
}

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();

/** All that is drawn: every right stands with the same words in the table, whose hash is a part of it. */
const contentOf = ({ evidence, csv }: DrawRequest): Buffer => sha256(JSON.stringify([evidence, csv]));
