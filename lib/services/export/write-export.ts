import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { AuditDetail, AuditVerb } from '#lib/domain/audit/entry.ts';
import { atOneMoment } from '#lib/views/export/at-one-moment.ts';
import type { Encoder } from '#lib/views/export/encoder.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';

/** Takes a part of the file; resolves when there is room for the next one, and rejects when nobody takes it any more. */
export type WriteText = (text: string) => Promise<void>;

export interface Exported<T> {
  verb: Extract<
    AuditVerb,
    | 'finding.exported'
    | 'action.exported'
    | 'exception.exported'
    | 'framework.exported'
    | 'coverage.exported'
    | 'coverage.cadence_exported'
    | 'organization.privileges_exported'
    | 'privilege.exported'
    | 'review.revocations_exported'
  >;
  /** What was asked for. */
  asked: object;
  encoder: Encoder<T>;
  pages: (seen: Context) => AsyncIterable<readonly T[]>;
}

/**
 * Writes a list as of one moment, page by page: memory stays flat. The audit log knows of it before the file's end is
 * written, so that nobody has a whole file that it does not know of; of one that broke off, how many rows had left.
 */
export async function writeExport<T>(ctx: Context, exported: Exported<T>, write: WriteText): Promise<void> {
  const { encoder, pages } = exported;
  const left = { rows: 0 };
  try {
    await atOneMoment(ctx, async (seen) => {
      let head: string | null = encoder.begin();
      for await (const rows of pages(seen)) {
        await write(`${head ?? ''}${encoder.page(rows)}`);
        head = null;
        left.rows += rows.length;
      }
      if (head !== null) await write(head);
    });
  } catch (error) {
    if (left.rows > 0) await note(ctx, exported, { rows: left.rows, complete: false });
    throw error;
  }
  await note(ctx, exported, { rows: left.rows, complete: true });
  await write(encoder.end());
}

async function note<T>(
  ctx: Context,
  { verb, asked }: Exported<T>,
  outcome: { rows: number; complete: boolean },
): Promise<void> {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  const detail: AuditDetail = { ...outcome, ...Object.fromEntries(given), scope: ctx.chosen?.text ?? null };
  await inTransaction(ctx.sql, async (tx) => {
    await writeAudit(tx, auditSource(ctx), { verb, target: await organizationTarget(tx, ctx.orgId), detail });
  });
}
