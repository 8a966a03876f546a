import type { Role } from '#lib/domain/access/role.ts';

/** When digests come. */
export interface DigestSchedule {
  /** Monday 1 … Sunday 7. */
  weekday: number;
  hour: number;
  /** IANA name. */
  timeZone: string;
}

export interface MailSettings extends DigestSchedule {
  /** People of these roles get the digest unless they say otherwise. */
  roles: readonly Role[];
  /** Since when `roles` are these. */
  since: Date;
}

/** Of an organization that has chosen nothing: Monday morning, to everybody but those who only look at evidence. */
export const DEFAULT_MAIL_SETTINGS: MailSettings = {
  weekday: 1,
  hour: 7,
  timeZone: 'UTC',
  roles: ['admin', 'security', 'developer', 'viewer'],
  since: new Date(0),
};
