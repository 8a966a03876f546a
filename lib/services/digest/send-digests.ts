import { listDigestRecipients } from '#db/queries/digest-recipients.ts';
import { findMailSettings } from '#db/queries/mail-preferences.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { type BoundSystem, bindTo, type System } from '#lib/system.ts';
import { mailReports } from '../report-schedule/mail-reports.ts';
import { findOpenDigests } from './find-open-digests.ts';
import { makeDigests } from './make-digests.ts';

/** Makes the digests and the mails of scheduled reports that are due in all organizations. One that fails does not keep the others from theirs. */
export async function sendDigests(system: System): Promise<void> {
  const failures: number[] = [];
  for (const orgId of await listOrganizationIds(system.systemSql)) {
    try {
      await sendDigestsOf(bindTo(system, orgId), orgId);
    } catch (error) {
      failures.push(orgId);
      system.log.error({ err: error, orgId }, 'the digests of an organization failed');
    }
  }
  if (failures.length > 0) throw new Error(`the digests of ${failures.length} organizations failed`);
}

/** Those of one organization. What each reader may see is determined now, and not when the week began. */
export async function sendDigestsOf(system: BoundSystem, orgId: number): Promise<void> {
  const { sql } = system;
  const now = system.now();
  const settings = await findMailSettings(sql, { orgId });
  const recipients = await listDigestRecipients(sql, { orgId }, { userId: null, invited: false });
  await makeDigests(system, orgId, await findOpenDigests(sql, orgId, recipients, settings, now), { now });
  await mailReports(system, orgId);
}
