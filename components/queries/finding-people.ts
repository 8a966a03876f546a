import { queryOptions } from '@tanstack/react-query';
import type { CommentedView, PeopleListView } from '#lib/contracts/comment.ts';
import type { FindingView } from '#lib/contracts/finding.ts';
import type { SeverityChange, TagChange, TagListView } from '#lib/contracts/finding-people.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const of = (finding: string, what: string): string => `/api/v1/findings/${encodeURIComponent(finding)}/${what}`;

export const setSeverity = (finding: string, change: SeverityChange) =>
  sendJson<FindingView>('PUT', of(finding, 'severity'), change);
export const unsetSeverity = (finding: string) => sendJson<FindingView>('DELETE', of(finding, 'severity'));
export const changeTags = (finding: string, change: TagChange) =>
  sendJson<FindingView>('PATCH', of(finding, 'tags'), change);

/** Tags to choose from while somebody types. */
export function tagsQuery(text: string) {
  return queryOptions({
    queryKey: ['tags', text] as const,
    queryFn: ({ signal }) => fetchJson<TagListView>(`/api/v1/tags?q=${encodeURIComponent(text)}`, signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

export const addComment = (finding: string, body: string) =>
  sendJson<CommentedView>('POST', of(finding, 'comments'), { body });
export const editComment = (id: string, body: string) =>
  sendJson<CommentedView>('PATCH', `/api/v1/comments/${encodeURIComponent(id)}`, { body });
export const deleteComment = (id: string) =>
  sendJson<CommentedView>('DELETE', `/api/v1/comments/${encodeURIComponent(id)}`);
export const watchFinding = (finding: string, watching: boolean) =>
  sendJson<FindingView>('PUT', of(finding, 'watch'), { watching });

/** People who can be mentioned on a finding, while somebody types a name. */
export function mentionableQuery(finding: string, text: string) {
  return queryOptions({
    queryKey: ['mentionable', finding, text] as const,
    queryFn: ({ signal }) =>
      fetchJson<PeopleListView>(`${of(finding, 'people')}?q=${encodeURIComponent(text)}`, signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}
