import type { Connection, Transaction } from '../client.ts';
import type { ReviewKey } from './access-reviews-write.ts';

/** The SHA-256 of the document of a review that was drawn of this content; null: none was. */
export async function findReviewDocument(
  sql: Connection,
  { orgId, review }: ReviewKey,
  content: Buffer,
): Promise<Buffer | null> {
  const [row] = await sql<{ sha256: Buffer }[]>`
    select sha256 from access_review_documents
    where org_id = ${orgId} and review = ${review} and content = ${content}`;
  return row?.sha256 ?? null;
}

export async function readReviewDocument(
  sql: Connection,
  { orgId, review }: ReviewKey,
  content: Buffer,
): Promise<Buffer | null> {
  const [row] = await sql<{ bytes: Buffer }[]>`
    select bytes from access_review_documents
    where org_id = ${orgId} and review = ${review} and content = ${content}`;
  return row?.bytes ?? null;
}

/** The one before it is of what the review no longer says. */
export async function storeReviewDocument(
  tx: Transaction,
  { orgId, review }: ReviewKey,
  { content, sha256, bytes, now }: { content: Buffer; sha256: Buffer; bytes: Buffer; now: Date },
): Promise<void> {
  await tx`
    insert into access_review_documents (org_id, review, content, sha256, bytes, drawn_at)
    values (${orgId}, ${review}, ${content}, ${sha256}, ${bytes}, ${now})
    on conflict (org_id, review) do update
      set content = excluded.content, sha256 = excluded.sha256, bytes = excluded.bytes, drawn_at = excluded.drawn_at`;
}
