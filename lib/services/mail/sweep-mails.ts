import { addJob } from '#db/queries/jobs.ts';
import { anyDueMail } from '#db/queries/mails.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { inTransaction } from '#db/transaction.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { sendMailsJob } from '#lib/jobs/send-mails.ts';
import type { System } from '#lib/system.ts';

/** Orders the sending of mails that are due: those that are tried again, and those whose job was lost. */
export async function sweepMails({ systemSql, now }: Pick<System, 'systemSql' | 'now'>): Promise<void> {
  for (const orgId of await listOrganizationIds(systemSql)) {
    const sql = systemSql.boundTo(orgId);
    if (!(await anyDueMail(sql, { orgId }, now()))) continue;
    await inTransaction(sql, (tx) => addJob(tx, orderOf(sendMailsJob, { orgId })));
  }
}
