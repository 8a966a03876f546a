import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { conditionsOf } from '#lib/contracts/conditions-of.ts';
import type { ExceptionExtension, ExceptionNote } from '#lib/contracts/exception.ts';
import type {
  RuleListView,
  RulePreview,
  RulePreviewBody,
  RuleRequest,
  RuleView,
} from '#lib/contracts/exception-rule.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { isNarrow } from '#lib/domain/decision/rule-covers.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const RULES = '/api/v1/exception-rules';
export const RULE_PAGE = 50;

/** Which rules are shown; it stands in the address of the screen. */
export type RulesShown = 'alive' | 'ended';

/** As parameters of the API. */
export const ruleParams = (show: RulesShown): Record<string, string> => ({
  state: show === 'alive' ? 'requested,in_force' : 'refused,withdrawn,expired',
  limit: String(RULE_PAGE),
});

/** A job makes what is there follow a rule: what it has done is shown while it runs. */
const isAtWork = (pages: readonly RuleListView[] | undefined): boolean =>
  pages?.some(({ items }) => items.some(({ settled }) => !settled)) ?? false;

export function rulesQuery(scope: string | null, show: RulesShown) {
  const chosen = new URLSearchParams(ruleParams(show)).toString();
  return infiniteQueryOptions({
    queryKey: ['exception-rules', 'list', scope, chosen] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<RuleListView>(withScope(`${RULES}?${search}`, scope), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: RuleListView) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (isAtWork(state.data?.pages) ? 2000 : false),
    staleTime: 5000,
    retry: worthRetrying,
  });
}

/** What a rule would do; nothing is asked before it says what it is about. */
export function rulePreviewQuery(body: RulePreviewBody) {
  return queryOptions({
    queryKey: ['exception-rules', 'preview', body] as const,
    queryFn: () => sendJson<RulePreview>('POST', `${RULES}/preview`, body),
    enabled: isNarrow(conditionsOf(body.conditions)),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
}

const one = (id: number, verb: string): string => `${RULES}/${id}/${verb}`;

export const requestRule = (request: RuleRequest) => sendJson<RuleView>('POST', RULES, request);
export const approveRule = (id: number, body: ExceptionNote) => sendJson<RuleView>('POST', one(id, 'approve'), body);
export const refuseRule = (id: number, body: ExceptionNote) => sendJson<RuleView>('POST', one(id, 'refuse'), body);
export const extendRule = (id: number, body: ExceptionExtension) => sendJson<RuleView>('POST', one(id, 'extend'), body);
export const withdrawRule = (id: number) => sendJson<RuleView>('POST', one(id, 'withdraw'));
