import { z } from 'zod';
import { visibleWord, wholeNumber } from './common.ts';

const days = wholeNumber(1, 3650);

const settings = z.object({
  /** Names of what is production: environments, secrets, runner groups, branches. `*` stands for any characters, case is ignored. */
  production: z.array(visibleWord(100).trim().min(1)).max(100),
  /** After so many days without use, something counts as unused. */
  unused_days: days,
  /** How old a deploy key, a token, an access key of a cloud, and the value of a secret of CI may become. */
  key_days: days,
  token_days: days,
  access_key_days: days,
  secret_days: days,
  /** Of secrets in stores that can renew them; and for how long nobody may have read one. */
  store_days: days,
  unread_days: days,
  /** Of passwords in vaults, where no platform says it. */
  account_days: days,
  owners_at_most: wholeNumber(1, 1000),
  safe_readers_at_most: wholeNumber(1, 10_000),
});

/** `GET /api/v1/privileges/settings` */
export const privilegeSettingsView = settings.extend({
  /** Nobody has changed anything. */
  default: z.boolean(),
  /** What is production's by these patterns now, in the systems that the caller sees; counting stops at 10,000. */
  production_resources: z.number().int(),
});
export type PrivilegeSettingsView = z.infer<typeof privilegeSettingsView>;

/** `PATCH /api/v1/privileges/settings` */
export const privilegeSettingsChange = settings.partial().strict();
export type PrivilegeSettingsChange = z.infer<typeof privilegeSettingsChange>;
