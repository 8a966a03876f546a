import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { findStatementFile } from '#db/queries/posture-statements.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { inputsName } from '#lib/domain/posture-statement/statement-of.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';

const unzip = promisify(gunzip);

/**
 * The signed statement of a week, or the file of inputs that it is about.
 * @throws Fault not_found
 */
export async function exportStatement(
  ctx: Context,
  week: string,
  part: 'statement' | 'inputs',
): Promise<{ name: string; bytes: Buffer }> {
  permit(ctx, 'posture:export', 'organization');
  const found = await findStatementFile(ctx.readSql, ctx, week);
  if (found === null) throw new Fault('not_found', `There is no posture statement of ${week}.`);
  const file =
    part === 'inputs'
      ? { name: inputsName(week), bytes: await unzip(found.inputs) }
      : { name: `posture-${week}.json`, bytes: Buffer.from(`${JSON.stringify(found.envelope, null, 2)}\n`) };
  await inTransaction(ctx.sql, (tx) =>
    writeAudit(tx, auditSource(ctx), {
      verb: 'posture_statement.downloaded',
      target: { kind: 'posture_statement', id: week, name: week },
      detail: { format: part },
    }),
  );
  return file;
}
