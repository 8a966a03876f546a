import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';

export type Kind = 'node' | 'python' | 'go' | 'java' | 'infra';

/** What is unusual about a repository's year; most repositories have none. */
export type Quirk = 'neglected' | 'new' | 'silent' | 'archived' | 'live_secret' | 'held' | 'rejected' | 'daily';

export interface DemoRepository {
  name: string;
  kind: Kind;
  criticality: Criticality;
  exposure: Exposure;
  /** How well its team looks after findings, 0 … 1. */
  care: number;
  /** Weeks before now of its first report. */
  since: number;
  /** How many pipelines report. */
  pipelines: 1 | 2 | 3;
  quirks: readonly Quirk[];
}

/** An invented company that ships parcels. */
export const COMPANY = 'harborlight';

type Row = [
  name: string,
  kind: Kind,
  criticality: Criticality,
  exposure: Exposure,
  care: number,
  since: number,
  pipelines: 1 | 2 | 3,
  ...quirks: Quirk[],
];

const ROWS: readonly Row[] = [
  ['storefront', 'node', 'critical', 'public', 0.9, 52, 3, 'daily'],
  ['checkout-api', 'java', 'critical', 'public', 0.95, 52, 3, 'daily'],
  ['payments', 'java', 'critical', 'internal', 0.95, 52, 3],
  ['identity', 'go', 'critical', 'public', 0.9, 52, 3, 'daily'],
  ['tracking-api', 'go', 'high', 'public', 0.8, 52, 3, 'live_secret'],
  ['tracking-web', 'node', 'high', 'public', 0.75, 52, 3],
  ['label-printer', 'python', 'normal', 'internal', 0.6, 52, 2],
  ['route-planner', 'python', 'high', 'internal', 0.7, 52, 3],
  ['warehouse-core', 'java', 'high', 'internal', 0.55, 52, 3],
  ['legacy-billing', 'java', 'high', 'public', 0, 52, 3, 'neglected', 'held'],
  ['customs-forms', 'node', 'normal', 'public', 0.5, 50, 2],
  ['driver-app-backend', 'node', 'high', 'public', 0.7, 48, 3],
  ['notifications', 'go', 'normal', 'internal', 0.7, 52, 2],
  ['email-templates', 'node', 'low', 'internal', 0.4, 46, 2],
  ['invoice-service', 'java', 'high', 'internal', 0.6, 52, 2],
  ['rates-engine', 'python', 'high', 'internal', 0.8, 44, 2],
  ['returns-portal', 'node', 'normal', 'public', 0.65, 40, 3],
  ['partner-gateway', 'go', 'critical', 'public', 0.85, 52, 3, 'silent'],
  ['search-indexer', 'go', 'normal', 'internal', 0.6, 38, 2],
  ['address-book', 'python', 'normal', 'internal', 0.5, 52, 2],
  ['geocoder', 'go', 'normal', 'internal', 0.75, 36, 3],
  ['pickup-scheduler', 'python', 'normal', 'internal', 0.55, 52, 2],
  ['fleet-telemetry', 'go', 'high', 'internal', 0.7, 34, 2],
  ['support-console', 'node', 'normal', 'internal', 0.45, 52, 2, 'rejected'],
  ['analytics-pipelines', 'python', 'normal', 'internal', 0.4, 52, 2],
  ['data-warehouse', 'python', 'high', 'internal', 0.5, 30, 2],
  ['design-system', 'node', 'low', 'nonprod', 0.8, 42, 2],
  ['mobile-config', 'node', 'low', 'public', 0.5, 28, 2],
  ['terraform-network', 'infra', 'critical', 'internal', 0.8, 52, 2, 'daily'],
  ['terraform-platform', 'infra', 'critical', 'internal', 0.7, 52, 2],
  ['terraform-data', 'infra', 'high', 'internal', 0.45, 40, 2],
  ['kubernetes-clusters', 'infra', 'critical', 'internal', 0.65, 52, 2],
  ['ci-templates', 'infra', 'high', 'internal', 0.7, 26, 2],
  ['observability', 'infra', 'normal', 'internal', 0.6, 24, 2],
  ['sandbox-experiments', 'python', 'low', 'nonprod', 0.1, 32, 1],
  ['hackday-2025', 'node', 'low', 'nonprod', 0.05, 20, 1],
  ['old-admin-panel', 'node', 'normal', 'internal', 0.2, 52, 2, 'archived'],
  ['pricing-simulator', 'python', 'low', 'nonprod', 0.3, 18, 1],
  ['carrier-adapters', 'java', 'normal', 'internal', 0.6, 22, 2],
  ['parcel-lockers', 'go', 'high', 'public', 0.8, 0.6, 2, 'new'],
];

export const REPOSITORIES: readonly DemoRepository[] = ROWS.map(
  ([name, kind, criticality, exposure, care, since, pipelines, ...quirks]) => ({
    name: `${COMPANY}/${name}`,
    kind,
    criticality,
    exposure,
    care,
    since,
    pipelines,
    quirks,
  }),
);
