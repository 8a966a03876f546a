import type { Role } from '#lib/domain/access/role.ts';
import type { MailSettings } from '#lib/domain/mail/settings.ts';
import { dueWeek } from './week.ts';

/** What decides when somebody gets which digests; null: as the organization has it. */
export interface DigestWish {
  userId: number;
  role: Role;
  createdAt: Date;
  enabledAt: Date | null;
  weekly: boolean | null;
  weeklySince: Date | null;
  organization: boolean;
  teams: readonly number[];
  weekday: number | null;
  hour: number | null;
  timeZone: string | null;
}

export interface DueDigest {
  /** The same for the same person, week and subject, however often it is asked. */
  key: string;
  week: string;
  /** Id of the team that it is about; null: all that the person sees. */
  team: number | null;
  timeZone: string;
  /** Since when the person gets digests. */
  since: Date;
}

const NEVER = new Date(0);
const latest = (...dates: (Date | null)[]): Date =>
  dates.reduce<Date>((last, date) => (date !== null && date > last ? date : last), NEVER);

/** The digests that are due to somebody now; those that were made already are among them. */
export function dueDigests(wish: DigestWish, settings: MailSettings, now: Date): DueDigest[] {
  const byRole = settings.roles.includes(wish.role);
  if (!(wish.weekly ?? byRole)) return [];
  const since = latest(wish.createdAt, wish.enabledAt, wish.weekly === true ? wish.weeklySince : settings.since);
  const timeZone = wish.timeZone ?? settings.timeZone;
  const schedule = { weekday: wish.weekday ?? settings.weekday, hour: wish.hour ?? settings.hour, timeZone };
  const week = dueWeek(schedule, since, now);
  if (week === null) return [];
  const subjects = [...(wish.organization ? [null] : []), ...new Set(wish.teams)];
  return subjects.map((team) => ({ key: digestKey(wish.userId, week, team), week, team, timeZone, since }));
}

/** `digest:12:2026-W48`, `digest:12:2026-W48:team-3` */
export function digestKey(userId: number, week: string, team: number | null): string {
  return `digest:${userId}:${week}${team === null ? '' : `:team-${team}`}`;
}
