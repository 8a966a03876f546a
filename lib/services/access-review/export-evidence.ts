import { listReviewItems } from '#db/queries/access-reviews-read.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ReviewDetail } from '#lib/contracts/access-review.ts';
import type { ReviewItem } from '#lib/contracts/access-review-item.ts';
import { EVIDENCE_COLUMNS, evidenceCells } from '#lib/domain/access-review/evidence-row.ts';
import { csvRow } from '#lib/domain/export/csv-row.ts';
import { type Statement, subjectOf } from '#lib/domain/signing/envelope.ts';
import { permit } from '#lib/permit.ts';
import { EVERYTHING } from '#lib/views/access-review/get-decisions.ts';
import { getReview } from '#lib/views/access-review/get-review.ts';
import { reviewItems } from '#lib/views/access-review/review-items.ts';
import { requireReview, sightOf } from '#lib/views/access-review/sight.ts';
import { sign } from '../signing/sign.ts';
import { drawEvidence } from './draw-evidence.ts';
import { noteReview } from './note-review.ts';

export const EVIDENCE_FORMATS = ['csv', 'pdf', 'json'] as const;
export type EvidenceFormat = (typeof EVIDENCE_FORMATS)[number];

/** What the statement says of a review, in words that stay. */
const PREDICATE = 'urn:plumbline:predicate:access-review:v1';
const PAGE = 1000;

export interface EvidenceFile {
  name: string;
  bytes: Buffer;
}

/**
 * The evidence of a review: as a table, as a document, or the statement about both that is signed with the installation's key. The same
 * review makes the same bytes, as long as nobody in it changes their name and nothing more is verified.
 * @throws Fault not_found; forbidden for those who do not see all of it
 */
export async function exportEvidence(ctx: Context, id: number, format: EvidenceFormat): Promise<EvidenceFile> {
  permit(ctx, 'review:read', 'organization');
  const sight = await sightOf(ctx);
  const stored = await requireReview(ctx, sight, id);
  const review = await getReview(ctx, id);
  const rows: ReviewItem[] = [];
  for (let after = 0; ; ) {
    const page = await listReviewItems(ctx.sql, { orgId: ctx.orgId, review: id }, EVERYTHING, { after, limit: PAGE });
    rows.push(...(await reviewItems(ctx, page, new Map([[id, stored]]), sight)));
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.number;
  }
  const organization = (await findOrganization(ctx.sql, ctx.orgId))?.name ?? '';
  const file = await fileOf(ctx, format, { organization, review, rows, asOf: newestOf(review, rows) });
  await inTransaction(ctx.sql, (tx) => noteReview(ctx, tx, 'review.evidence_downloaded', stored, { format }));
  return file;
}

interface Read {
  organization: string;
  review: ReviewDetail;
  rows: readonly ReviewItem[];
  asOf: Date;
}

async function fileOf(ctx: Context, format: EvidenceFormat, read: Read): Promise<EvidenceFile> {
  const base = `access-review-${read.review.id}`;
  const text = [csvRow(EVIDENCE_COLUMNS), ...read.rows.map((row) => csvRow(evidenceCells(row)))].join('');
  const csv = { name: `${base}.csv`, bytes: Buffer.from(text) };
  if (format === 'csv') return csv;
  const table = subjectOf(csv.name, csv.bytes);
  const document = await drawEvidence(read, { name: csv.name, sha256: table.digest.sha256 });
  const pdf = { name: `${base}.pdf`, bytes: document };
  if (format === 'pdf') return pdf;
  const statement = statementOf(read, [table, subjectOf(pdf.name, pdf.bytes)]);
  const envelope = await sign(ctx, statement);
  return { name: `${base}.json`, bytes: Buffer.from(`${JSON.stringify(envelope, null, 2)}\n`) };
}

function statementOf({ organization, review, asOf }: Read, subject: Statement['subject']): Statement {
  const { id, name, state, scope, snapshots, created_at, due_at, ended_at, items, principals } = review;
  const { certified, revoked, changed, undecided, frozen_hash, decided_hash, figures } = review;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: PREDICATE,
    predicate: {
      ...{ organization, review: id, name, state, scope, snapshots, created_at, due_at, ended_at },
      as_of: asOf.toISOString(),
      ...{ items, principals, certified, revoked, changed, undecided },
      verification: figures?.verification ?? null,
      ...{ frozen_sha256: frozen_hash, decided_sha256: decided_hash },
    },
  };
}

/** The newest moment of which the evidence says something: it, and no clock, is the date of the files. */
function newestOf(review: ReviewDetail, rows: readonly ReviewItem[]): Date {
  let newest = review.ended_at ?? review.created_at;
  for (const { decision, verification } of rows) {
    for (const at of [decision?.at, verification?.at]) if (at && at > newest) newest = at;
  }
  for (const { at } of review.delegations) if (at > newest) newest = at;
  return new Date(newest);
}
