import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  ReviewDetail,
  ReviewListView,
  ReviewPeopleView,
  ReviewPreview,
  ReviewRequest,
  ReviewView,
} from '#lib/contracts/access-review.ts';
import type {
  CancelRequest,
  CloseRequest,
  DecisionHistory,
  DecisionRequest,
  DecisionResult,
  DelegationRequest,
  DelegationResult,
  ReviewItem,
  ReviewItemListView,
  Revocation,
  RevocationListView,
} from '#lib/contracts/access-review-item.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

/** Reviews are of the whole organization: no chosen scope cuts them. */
const API = '/api/v1/access-reviews';
const PAGE = 50;
const key = ['access-reviews'] as const;
/** Reads everything about access reviews anew. */
export const everyReviewQuery = { queryKey: key };

/** Parameters of a list without those of paging; what is empty is left out. */
export type ReviewParams = Readonly<Record<string, string>>;

/** Tables know their rows by a text. */
export interface ReviewRow {
  id: string;
  review: ReviewView;
}
export interface RightRow {
  id: string;
  item: ReviewItem;
}
export interface RevocationRow {
  id: string;
  item: Revocation;
}

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

function pagesOf<T>(
  path: string,
  params: ReviewParams,
  read: (search: URLSearchParams, signal: AbortSignal) => Promise<Page<T>>,
) {
  const chosen = new URLSearchParams({ ...params, limit: String(PAGE) }).toString();
  return infiniteQueryOptions({
    queryKey: [...key, path, chosen] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      if (pageParam !== null) search.set('cursor', pageParam);
      return read(search, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<T>) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 5000,
    retry: worthRetrying,
  });
}

export const reviewsQuery = (params: ReviewParams) =>
  pagesOf<ReviewRow>('list', params, async (search, signal) => {
    const page = await fetchJson<ReviewListView>(`${API}?${search}`, signal);
    return { ...page, items: page.items.map((review) => ({ id: String(review.id), review })) };
  });

/** What all reviews take away, and is not seen to be gone. */
export const revocationsQuery = (params: ReviewParams) =>
  pagesOf<RevocationRow>('revocations', params, async (search, signal) => {
    const page = await fetchJson<RevocationListView>(`${API}/revocations?${search}`, signal);
    return { ...page, items: page.items.map((item) => ({ id: `${item.review}-${item.number}`, item })) };
  });

export const reviewRightsQuery = (id: number, params: ReviewParams) =>
  pagesOf<RightRow>(`rights ${id}`, params, async (search, signal) => {
    const page = await fetchJson<ReviewItemListView>(`${API}/${id}/items?${search}`, signal);
    return { ...page, items: page.items.map((item) => ({ id: String(item.number), item })) };
  });

export function reviewQuery(id: number) {
  return queryOptions({
    queryKey: [...key, 'one', id] as const,
    queryFn: ({ signal }) => fetchJson<ReviewDetail>(`${API}/${id}`, signal),
    staleTime: 5000,
    retry: worthRetrying,
  });
}

export function decisionsQuery(id: number, number: number) {
  return queryOptions({
    queryKey: [...key, 'decisions', id, number] as const,
    queryFn: ({ signal }) => fetchJson<DecisionHistory>(`${API}/${id}/items/${number}/decisions`, signal),
    staleTime: 5000,
    retry: worthRetrying,
  });
}

/** A review as a form has it: the server gives what is left out. */
export type ReviewDraft = ReviewRequest;
export type PreviewDraft = { scope: ReviewRequest['scope'] } & Partial<
  Pick<ReviewRequest, 'reviewers' | 'escalate_to'>
>;

/** What would be frozen, and who would be asked. */
export function reviewPreviewQuery(body: PreviewDraft) {
  return queryOptions({
    queryKey: [...key, 'preview', body] as const,
    queryFn: () => sendJson<ReviewPreview>('POST', `${API}/preview`, body),
    placeholderData: keepPreviousData,
    staleTime: 15_000,
    gcTime: 60_000,
    retry: worthRetrying,
  });
}

/** People who can be asked, as a picker shows them. */
export async function findReviewers(q: string, signal: AbortSignal) {
  const { items } = await fetchJson<ReviewPeopleView>(`${API}/people?${new URLSearchParams({ q })}`, signal);
  return items.map(({ id, name, email }) => ({
    id: String(id),
    label: name,
    ...(email === null ? {} : { note: email }),
  }));
}

export const beginReview = (body: ReviewDraft) => sendJson<ReviewDetail>('POST', API, body);
export const decideRights = (id: number, body: DecisionRequest) =>
  sendJson<DecisionResult>('POST', `${API}/${id}/decisions`, body);
export const delegateRights = (id: number, body: DelegationRequest) =>
  sendJson<DelegationResult>('POST', `${API}/${id}/delegations`, body);
export const closeReview = (id: number, body: CloseRequest) =>
  sendJson<ReviewDetail>('POST', `${API}/${id}/close`, body);
export const cancelReview = (id: number, body: CancelRequest) =>
  sendJson<ReviewDetail>('POST', `${API}/${id}/cancel`, body);

export const evidenceHref = (id: number, format: 'csv' | 'pdf' | 'json'): string => `${API}/${id}/evidence.${format}`;
export const REVOCATIONS = '/privileges/reviews/revocations';
export const reviewHref = (id: number): string => `/privileges/reviews/${id}`;
