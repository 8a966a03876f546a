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

/**
 * The document of a review, drawn once for what it says: a closed review says the same until more of it is verified. Its hash, which
 * a signed statement needs, is known without its bytes.
 */
export async function evidenceDocument(ctx: Context, request: DrawRequest): Promise<EvidenceDocument> {
  const key = { orgId: ctx.orgId, review: request.evidence.review.id };
  const content = contentOf(request);
  const draw = async (): Promise<Buffer> => {
    const bytes = await drawApart(request);
    const drawn = { content, sha256: sha256(bytes), bytes, now: ctx.now() };
    await inTransaction(ctx.sql, (tx) => storeReviewDocument(tx, key, drawn));
    return bytes;
  };
  const known = await findReviewDocument(ctx.sql, key, content);
  if (known !== null) {
    const read = async () => (await readReviewDocument(ctx.sql, key, content)) ?? draw();
    return { sha256: known.toString('hex'), bytes: read };
  }
  const bytes = await draw();
  return { sha256: sha256(bytes).toString('hex'), bytes: async () => bytes };
}

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();

/** All that is drawn: every right stands with the same words in the table, whose hash is a part of it. */
const contentOf = ({ evidence, csv }: DrawRequest): Buffer => sha256(JSON.stringify([evidence, csv]));
