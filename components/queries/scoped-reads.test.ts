import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { actionQuery, queueQuery } from './actions.ts';
import {
  type FindingFilters,
  findingFacetsQuery,
  findingGroupsQuery,
  findingListQuery,
  findingQuery,
  findingsQuery,
} from './findings.ts';
import { frameCountsQuery, searchEverything } from './frame.ts';
import { frameworkQuery, frameworksQuery } from './frameworks.ts';
import { gateFiguresQuery, gatesQuery } from './gates.ts';
import { ledgerEntriesQuery, ledgerQuery, portfolioQuery } from './ledger.ts';
import { pipelineFileQuery, pipelinesQuery } from './pipelines.ts';
import { todayQuery } from './posture.ts';
import { pathQuery, pathsQuery } from './privilege-paths.ts';
import { principalQuery, privilegeSummaryQuery, privilegesQuery, snapshotsQuery } from './privileges.ts';
import { type RepositoryFilters, repositoriesQuery, repositoryQuery } from './repositories.ts';
import { trendChangesQuery, trendQuery } from './trends.ts';
import { ALL_UPLOADS, uploadFacetsQuery, uploadQuery, uploadsQuery } from './uploads.ts';

const findings: FindingFilters = { state: ['open'], sort: '-risk' };
const repositories: RepositoryFilters = { q: '', sort: 'score', archived: 'false', missing: null, stale: null };

const GATES = { repo: null, pipeline: null, outcome: null };

const PERIOD = { from: '2026-11-01', to: '2026-11-30', by: 'week' as const, against: [], previous: false };

type Scope = string | null;
type Read = (client: QueryClient, scope: Scope) => Promise<unknown>;

/** Every read of the browser that a scope cuts. */
const READS: Record<string, Read> = {
  todayQuery: (client, scope) => client.fetchQuery(todayQuery(scope)),
  findingsQuery: (client, scope) => client.fetchInfiniteQuery(findingsQuery(scope, findings)),
  findingListQuery: (client, scope) => client.fetchInfiniteQuery(findingListQuery(scope, 'q=a')),
  findingGroupsQuery: (client, scope) => client.fetchInfiniteQuery(findingGroupsQuery(scope, findings)),
  findingFacetsQuery: (client, scope) => client.fetchQuery(findingFacetsQuery(scope, findings, 'acme')),
  findingQuery: (client, scope) => client.fetchQuery(findingQuery(scope, 'fnd_1')),
  actionQuery: (client, scope) => client.fetchQuery(actionQuery(scope, 'act_1')),
  queueQuery: (client, scope) => client.fetchInfiniteQuery(queueQuery(scope, {})),
  repositoriesQuery: (client, scope) => client.fetchInfiniteQuery(repositoriesQuery(scope, repositories)),
  repositoryQuery: (client, scope) => client.fetchQuery(repositoryQuery(scope, 'acme/web')),
  uploadsQuery: (client, scope) => client.fetchInfiniteQuery(uploadsQuery(scope, ALL_UPLOADS)),
  uploadFacetsQuery: (client, scope) => client.fetchQuery(uploadFacetsQuery(scope)),
  uploadQuery: (client, scope) => client.fetchQuery(uploadQuery(scope, 'upl_1')),
  gatesQuery: (client, scope) => client.fetchInfiniteQuery(gatesQuery(scope, GATES)),
  frameworksQuery: (client, scope) => client.fetchQuery(frameworksQuery(scope)),
  frameworkQuery: (client, scope) => client.fetchQuery(frameworkQuery(scope, 'owasp')),
  pipelinesQuery: (client, scope) => client.fetchInfiniteQuery(pipelinesQuery(scope, { q: '', show: null })),
  pipelineFileQuery: (client, scope) => client.fetchQuery(pipelineFileQuery(scope, 'acme/web', 'ci.yml', 'stages')),
  privilegesQuery: (client, scope) => client.fetchInfiniteQuery(privilegesQuery(scope, 'principals', {})),
  privilegeSummaryQuery: (client, scope) => client.fetchQuery(privilegeSummaryQuery(scope)),
  principalQuery: (client, scope) => client.fetchQuery(principalQuery(scope, 'prn_1')),
  pathsQuery: (client, scope) => client.fetchInfiniteQuery(pathsQuery(scope, {})),
  pathQuery: (client, scope) => client.fetchQuery(pathQuery(scope, 'pth_1')),
  snapshotsQuery: (client, scope) => client.fetchQuery(snapshotsQuery(scope, null)),
  gateFiguresQuery: (client, scope) => client.fetchQuery(gateFiguresQuery(scope, GATES)),
  trendQuery: (client, scope) => client.fetchQuery(trendQuery(scope, 'open', PERIOD)),
  trendChangesQuery: (client, scope) =>
    client.fetchInfiniteQuery(trendChangesQuery(scope, PERIOD.from, PERIOD.to, 'fixed')),
  ledgerQuery: (client, scope) => client.fetchQuery(ledgerQuery(scope, PERIOD)),
  portfolioQuery: (client, scope) => client.fetchQuery(portfolioQuery(scope, PERIOD, 'team')),
  ledgerEntriesQuery: (client, scope) => client.fetchInfiniteQuery(ledgerEntriesQuery(scope, PERIOD, 'fixed')),
  frameCountsQuery: (client, scope) => client.fetchQuery(frameCountsQuery(scope)),
};

let asked: URL[] = [];

beforeEach(() => {
  asked = [];
  const answer = { items: [], next_cursor: null, total: { value: 0 }, states: { held: { value: 0 } } };
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(new URL(address, 'http://plumbline.test'));
    return Response.json(answer);
  });
});
afterEach(() => vi.unstubAllGlobals());

const scopes = (): (string | null)[] => [...new Set(asked.map(({ searchParams }) => searchParams.get('scope')))];

describe('a read of the browser', () => {
  it.each(Object.entries(READS))(
    '%s asks for the scope, and keeps its answer apart from that of another',
    async (_, read) => {
      const client = new QueryClient();
      await read(client, 'team:payments');
      expect(scopes()).toEqual(['team:payments']);
      const once = asked.length;
      await read(client, 'label:batch');
      expect(scopes()).toEqual(['team:payments', 'label:batch']);
      await read(client, null);
      expect(scopes()).toEqual(['team:payments', 'label:batch', null]);
      expect(asked.length).toBe(3 * once);
      client.clear();
    },
  );

  it('of the palette finds what is in the scope, and scopes everywhere', async () => {
    await searchEverything('team:payments', 'web', new AbortController().signal);
    const [own, others] = [asked.filter(({ pathname }) => pathname !== '/api/v1/scopes'), asked.slice(3)];
    expect(own.map(({ searchParams }) => searchParams.get('scope'))).toEqual(Array(3).fill('team:payments'));
    expect(others.map(({ searchParams }) => searchParams.get('scope'))).toEqual([null, null]);
  });
});
