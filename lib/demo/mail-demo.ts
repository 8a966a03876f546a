import { listDigestRecipients } from '#db/queries/digest-recipients.ts';
import { DEFAULT_MAIL_SETTINGS } from '#lib/domain/mail/settings.ts';
import { addDays, HOUR_MS, startOfDay } from '#lib/domain/time.ts';
import { findOpenDigests } from '#lib/services/digest/find-open-digests.ts';
import { makeDigests } from '#lib/services/digest/make-digests.ts';
import { mailReports } from '#lib/services/report-schedule/mail-reports.ts';
import type { BoundSystem } from '#lib/system.ts';
import { DEMO_DOMAIN } from './people.ts';

/** Weeks of which the demo's people have their digests. */
const WEEKS = 4;
/** When they are made, by UTC: before the reports of the day come in. */
const AT_HOUR = 7;

/** The day from which on there are digests: the demo's people and teams are there from then on. */
export const firstMailDay = (now: Date): Date => addDays(startOfDay(now), -WEEKS * 7);

/**
 * Makes the digests and reports that the demo's people get in the morning of a day, from what is known then. They are kept to be read,
 * and never sent.
 */
export async function mailDemo(system: BoundSystem, orgId: number, day: Date): Promise<void> {
  const now = new Date(startOfDay(day).getTime() + AT_HOUR * HOUR_MS);
  if (now > system.now()) return;
  const everybody = await listDigestRecipients(system.sql, { orgId }, { userId: null, invited: true });
  const people = everybody.filter(({ email }) => email.endsWith(`@${DEMO_DOMAIN}`));
  const open = await findOpenDigests(system.sql, orgId, people, DEFAULT_MAIL_SETTINGS, now);
  await makeDigests(system, orgId, open, { now, past: true });
  await mailReports({ ...system, now: () => now }, orgId, { past: true });
}
