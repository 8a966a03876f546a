import { findUserByEmail } from '#db/queries/users.ts';
import type { Context } from '#lib/context.ts';
import { createSchedule } from '#lib/services/report-schedule/create-schedule.ts';
import { addressOf } from './staff.ts';

const READERS = ['Tomasz Wilk', 'Priya Raman'];

/** Orders the report that the demo's board gets each Monday, before its digests. */
export async function reportDemo(ctx: Context): Promise<void> {
  const people = await Promise.all(READERS.map((name) => findUserByEmail(ctx.sql, ctx, addressOf(name))));
  const recipients = people.flatMap((person) => person?.id ?? []);
  if (recipients.length === 0) return;
  await createSchedule(ctx, { name: 'Security board', scope: null, period: 'week', day: 1, hour: 7, recipients });
}
