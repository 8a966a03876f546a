import type { MailFilters } from '#components/queries/mail.ts';
import { MAIL_KINDS, MAIL_STATES } from '#lib/domain/mail/mail.ts';

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readMailFilters(get: (name: string) => string | null, mayReadAll: boolean): MailFilters {
  return {
    whose: mayReadAll && get('whose') === 'all' ? 'all' : 'own',
    kind: MAIL_KINDS.find((kind) => kind === get('kind')) ?? null,
    state: MAIL_STATES.find((state) => state === get('state')) ?? null,
  };
}
