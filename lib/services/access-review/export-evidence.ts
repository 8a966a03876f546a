import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listReviewItems } from '#db/queries/access-reviews-read.ts';
import type { AccessReview } from '#db/queries/access-reviews-write.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ReviewDetail } from '#lib/contracts/access-review.ts';
import { EVIDENCE_COLUMNS, evidenceCells } from '#lib/domain/access-review/evidence-row.ts';
import { csvRow } from '#lib/domain/export/csv-row.ts';
import { type Statement, subjectOf } from '#lib/domain/signing/envelope.ts';
import { permit } from '#lib/permit.ts';
import { EVERYTHING } from '#lib/views/access-review/get-decisions.ts';
import { getReview } from '#lib/views/access-review/get-review.ts';
import { reviewItems } from '#lib/views/access-review/review-items.ts';
import { requireReview, type Sight, sightOf } from '#lib/views/access-review/sight.ts';
import { sign } from '../signing/sign.ts';
import { ROWS_FILE } from './apart/protocol.ts';
import type { DrawnReview, Evidence } from './draw-evidence.ts';
import { evidenceDocument } from './evidence-document.ts';
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
  await mkdir(ctx.spool, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(ctx.spool, 'evidence-'));
  try {
    const file = await fileOf(ctx, format, await readEvidence(ctx, { stored, sight }, folder));
    await inTransaction(ctx.sql, (tx) => noteReview(ctx, tx, 'review.evidence_downloaded', stored, { format }));
    return file;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Read {
  folder: string;
  evidence: Evidence;
  csv: EvidenceFile;
}

/** All of a review, page by page: its rights go into a file, from which they are drawn. */
async function readEvidence(
  ctx: Context,
  { stored, sight }: { stored: AccessReview; sight: Sight },
  folder: string,
): Promise<Read> {
  const { id } = stored;
  const review = drawnReview(await getReview(ctx, id));
  const file = await open(join(folder, ROWS_FILE), 'w', 0o600);
  const table = [csvRow(EVIDENCE_COLUMNS)];
  let asOf = [review.created_at, ...review.delegations.map(({ at }) => at)].reduce(later, review.ended_at ?? '');
  try {
    for (let after = 0; ; ) {
      const page = await listReviewItems(ctx.sql, { orgId: ctx.orgId, review: id }, EVERYTHING, { after, limit: PAGE });
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.number;
      const rows = await reviewItems(ctx, page, new Map([[id, stored]]), sight);
      table.push(rows.map((row) => csvRow(evidenceCells(row))).join(''));
      await file.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      for (const { decision, verification } of rows)
        asOf = [decision?.at ?? '', verification?.at ?? ''].reduce(later, asOf);
    }
  } finally {
    await file.close();
  }
  const organization = (await findOrganization(ctx.sql, ctx.orgId))?.name ?? '';
  return {
    folder,
    evidence: { organization, review, asOf: new Date(asOf) },
    csv: { name: `access-review-${id}.csv`, bytes: Buffer.from(table.join('')) },
  };
}

/** The newest moment of which the evidence says something: it, and no clock, is the date of the files. */
const later = (a: string, b: string): string => (b > a ? b : a);

/** Without what depends on who asks, and when: the same review makes the same bytes. */
function drawnReview({ mine: _, may: __, overdue: ___, figures, ...review }: ReviewDetail): DrawnReview {
  if (figures === null) return { ...review, figures };
  const { overdue: ____, waiting: _____, ...drawn } = figures;
  return { ...review, figures: drawn };
}

async function fileOf(ctx: Context, format: EvidenceFormat, { folder, evidence, csv }: Read): Promise<EvidenceFile> {
  if (format === 'csv') return csv;
  const base = `access-review-${evidence.review.id}`;
  const table = subjectOf(csv.name, csv.bytes);
  const document = await evidenceDocument(ctx, {
    ...{ folder, evidence },
    csv: { name: csv.name, sha256: table.digest.sha256 },
  });
  const name = `${base}.pdf`;
  if (format === 'pdf') return { name, bytes: await document.bytes() };
  const statement = statementOf(evidence, [table, { name, digest: { sha256: document.sha256 } }]);
  const envelope = await sign(ctx, statement);
  return { name: `${base}.json`, bytes: Buffer.from(`${JSON.stringify(envelope, null, 2)}\n`) };
}

function statementOf({ organization, review, asOf }: Evidence, subject: Statement['subject']): Statement {
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
