import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  DigestSettingsChange,
  DigestSettingsView,
  MailListView,
  MailPreviewBody,
  MailView,
  OwnMailChange,
  OwnMailView,
  QueuedMail,
  RenderedMailView,
} from '#lib/contracts/mail.ts';
import type { MailKind, MailState } from '#lib/domain/mail/mail.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const MAILS = '/api/v1/mails';
const OWN = '/api/v1/users/me/mail';
const DIGEST = '/api/v1/digest';
export const MAIL_PAGE = 50;

/** What a person chooses; it stands in the address of the screen. */
export interface MailFilters {
  whose: 'own' | 'all';
  kind: MailKind | null;
  state: MailState | null;
}

/** The filters as parameters of the API. */
export function mailParams(filters: MailFilters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filters).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

export function mailsQuery(filters: MailFilters, limit = MAIL_PAGE) {
  const chosen = new URLSearchParams({ ...mailParams(filters), limit: String(limit) }).toString();
  return infiniteQueryOptions({
    queryKey: ['mails', chosen] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<MailListView>(`${MAILS}?${search}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: MailListView) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 5000,
    retry: worthRetrying,
  });
}

export function mailQuery(id: string) {
  return queryOptions({
    queryKey: ['mail', id] as const,
    queryFn: ({ signal }) => fetchJson<MailView>(`${MAILS}/${encodeURIComponent(id)}`, signal),
    staleTime: 5000,
    retry: worthRetrying,
  });
}

/** What the signed-in person gets. */
export function ownMailQuery() {
  return queryOptions({
    queryKey: ['own-mail'] as const,
    queryFn: ({ signal }) => fetchJson<OwnMailView>(OWN, signal),
    staleTime: 15_000,
    retry: worthRetrying,
  });
}

export const changeOwnMail = (change: OwnMailChange) => sendJson<OwnMailView>('PATCH', OWN, change);

export function digestSettingsQuery() {
  return queryOptions({
    queryKey: ['digest-settings'] as const,
    queryFn: ({ signal }) => fetchJson<DigestSettingsView>(DIGEST, signal),
    staleTime: 5000,
    retry: worthRetrying,
  });
}

export const changeDigestSettings = (change: DigestSettingsChange) =>
  sendJson<DigestSettingsView>('PATCH', DIGEST, change);

export const sendTestMail = () => sendJson<QueuedMail>('POST', `${MAILS}/test`);

/** A digest of now, as it would be sent. */
export const previewDigest = (body: MailPreviewBody) => sendJson<RenderedMailView>('POST', `${MAILS}/preview`, body);

/** Sends mails to an address again; null: to one's own. */
export const repairAddress = (user: number | null) =>
  sendJson<undefined>('POST', `/api/v1/users/${user ?? 'me'}/mail-address`);
