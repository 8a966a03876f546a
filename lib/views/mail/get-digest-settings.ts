import { countDigestReaders, findMailSettings, listFailedAddresses } from '#db/queries/mail-preferences.ts';
import { findLastAnswer } from '#db/queries/mails-read.ts';
import type { Context } from '#lib/context.ts';
import type { DigestSettingsView } from '#lib/contracts/mail.ts';
import { mailServerState } from '#lib/domain/mail/mail-server-state.ts';
import { permit } from '#lib/permit.ts';

const SHOWN = 100;

/** Host and port of the server; never its name and password. */
function addressOf(url: string | undefined): string | null {
  return url === undefined ? null : new URL(url).host;
}

/** When and to whom the organization sends digests, and whether they arrive. @throws Fault `forbidden` */
export async function getDigestSettings(ctx: Context): Promise<DigestSettingsView> {
  permit(ctx, 'settings:write', 'organization');
  const { sql, env } = ctx;
  const scope = { orgId: ctx.orgId };
  const { weekday, hour, timeZone, roles } = await findMailSettings(sql, scope);
  const [recipients, failed, { last, waiting }] = await Promise.all([
    countDigestReaders(sql, scope, roles),
    listFailedAddresses(sql, scope, SHOWN),
    findLastAnswer(sql, scope),
  ]);
  return {
    weekday,
    hour,
    time_zone: timeZone,
    roles: [...roles],
    recipients,
    mail_server: {
      ...mailServerState(env.SMTP_URL !== undefined, last),
      address: addressOf(env.SMTP_URL),
      from: env.MAIL_FROM ?? null,
      waiting,
    },
    failed_addresses: failed.map(({ userId, name, address, at, reason }) => ({
      ...{ user: userId, name, address, reason },
      at: at.toISOString(),
    })),
  };
}
