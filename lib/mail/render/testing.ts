import type { Alert } from '#lib/domain/alert/alert.ts';
import type { Digest, DigestAction, DigestLinks } from '#lib/domain/digest/digest.ts';

export const links: DigestLinks = {
  publicUrl: 'https://plumbline.example.com',
  preferences: 'https://plumbline.example.com/account/mail',
  unsubscribe: 'https://plumbline.example.com/unsubscribe/MTIuZGlnZXN0LjE3.c2lnbmF0dXJlLW9mLXRoaXMtbGluaw',
};

const none = { items: [], total: 0 };

export const action = (given: Partial<DigestAction> = {}): DigestAction => ({
  kind: 'upgrade',
  text: 'Upgrade lodash to 4.17.21',
  repository: 'acme/web',
  repositories: 1,
  severity: 'high',
  points: { repository: 12.9, organization: 2.9 },
  effortHours: 0.5,
  due: '2026-12-02',
  overdue: false,
  actNow: false,
  owners: ['Web'],
  path: '/actions/act_2_7',
  ...given,
});

/** An ordinary week. */
const WEEK: Digest = {
  week: '2026-W48',
  period: { from: '2026-11-23', to: '2026-11-29' },
  asOf: '2026-11-30T06:00:00.000Z',
  organization: 'Acme',
  scope: { kind: 'organization', name: 'Acme', whole: true },
  recipient: { name: 'Sam Tester', timeZone: 'Europe/Berlin', minimal: false },
  score: {
    now: 68.2,
    before: 72.2,
    change: -4,
    reasons: [
      {
        points: -6.1,
        text: 'new: 3 findings',
        path: '/trends/ledger?from=2026-11-23&to=2026-11-30&cause=new#entries',
      },
      {
        points: -1.4,
        text: 'scans went stale: 2 entries',
        path: '/trends/ledger?from=2026-11-23&to=2026-11-30&cause=staleness#entries',
      },
      {
        points: 3.5,
        text: 'fixed: 12 findings',
        path: '/trends/ledger?from=2026-11-23&to=2026-11-30&cause=fixed#entries',
      },
    ],
  },
  repositories: { total: 40, measured: 31 },
  open: { critical: 3, high: 41, medium: 120, unknown: 2, low: 88, info: 10 },
  counts: { overdue: 2, exploited: 1, sample: false },
  actions: {
    items: [
      action({
        kind: 'rotate',
        text: 'Rotate a leaked secret (aws-access-token)',
        repository: 'acme/payments-api',
        severity: 'critical',
        points: { repository: 58.5, organization: 6.1 },
        effortHours: 2,
        due: '2026-11-26',
        overdue: true,
        actNow: true,
        owners: ['Payments'],
        path: '/actions/act_1_1',
      }),
      action(),
      action({
        text: 'Fix weak-hash in 12 places',
        repository: 'acme/ledger',
        severity: 'medium',
        due: null,
        effortHours: 4,
        points: { repository: 4.2, organization: 1.1 },
        owners: [],
      }),
      action({
        kind: 'coverage',
        text: 'Connect a dependency scanner',
        repository: 'acme/batch',
        repositories: 12,
        severity: null,
        points: { repository: null, organization: 1 },
        effortHours: 6,
        due: null,
        owners: [],
      }),
      action({
        text: 'Update the image node',
        repository: 'acme/shop',
        severity: 'unknown',
        points: { repository: 2.2, organization: 0.7 },
        due: '2026-12-20',
        owners: ['Shop', 'Platform'],
      }),
    ],
    total: 212,
  },
  newlyOverdue: {
    items: [
      action({
        kind: 'rotate',
        text: 'Rotate a leaked secret (aws-access-token)',
        repository: 'acme/payments-api',
        due: '2026-11-26',
        overdue: true,
        owners: ['Payments'],
      }),
    ],
    total: 1,
  },
  dueNext: {
    items: [
      action(),
      action({ text: 'Upgrade axios to 1.13.2', repository: 'acme/shop', due: '2026-12-04', owners: ['Shop'] }),
    ],
    total: 23,
  },
  silent: {
    items: [
      {
        repository: 'acme/billing',
        pipeline: '.github/workflows/release.yml',
        scanner: 'semgrep',
        text: 'has not reported for 9 days (usually daily)',
        path: '/repositories/acme/billing',
      },
    ],
    total: 1,
  },
  held: {
    items: [{ repository: 'acme/shop', scanner: 'trivy', since: '2026-11-27', path: '/ingest/upl_3_9' }],
    total: 1,
  },
  coverageLost: { items: [{ repository: 'acme/web', points: 14, path: '/repositories/acme/web' }], total: 1 },
  fixed: {
    items: [
      { repository: 'acme/ledger', findings: 12, teams: ['Ledger'], path: '/repositories/acme/ledger' },
      { repository: 'acme/shop', findings: 2, teams: ['Shop'], path: '/repositories/acme/shop' },
    ],
    total: 2,
  },
  fixedFindings: 14,
  privileges: none,
  ways: none,
  weaknesses: none,
  pipelines: none,
  exceptions: {
    ending: {
      items: [{ repository: 'acme/shop', count: 3, day: '2026-12-03', path: '/exceptions?repo=acme/shop&show=ending' }],
      total: 1,
    },
    endingCount: 3,
    waiting: {
      items: [
        { repository: 'acme/web', count: 1, day: '2026-11-24', path: '/exceptions?repo=acme/web&show=requested' },
      ],
      total: 1,
    },
    waitingCount: 1,
  },
  exemptions: {
    ending: {
      items: [
        {
          repository: 'acme/docs',
          count: 2,
          day: '2026-12-05',
          path: '/repositories/acme/docs/coverage?exempt=ending',
        },
      ],
      total: 1,
    },
    endingCount: 2,
    waiting: none,
    waitingCount: 0,
  },
  gates: {
    ...{ judged: 212, failed: 14, rule: { id: 'new-critical', failed: 9 }, total: 7 },
    items: ['acme/web', 'acme/shop', 'acme/ledger', 'acme/billing', 'acme/search'].map((repository, index) => ({
      ...{ repository, judged: 20, failed: 5 - index, path: `/policy/gates?repo=${repository}&outcome=fail` },
    })),
  },
  notKnown: [],
};

export const digest = (given: Partial<Digest> = {}): Digest => ({ ...WEEK, ...given });

type ListName = 'actions' | 'newlyOverdue' | 'dueNext' | 'silent' | 'held' | 'coverageLost' | 'fixed';

const nothingOpen = { ending: none, endingCount: 0, waiting: none, waitingCount: 0 };

/** No decision that ends or waits, and no gate that failed. */
export const nothingOfPolicy: Pick<Digest, 'exceptions' | 'exemptions' | 'gates'> = {
  ...{ exceptions: nothingOpen, exemptions: nothingOpen },
  gates: { ...none, judged: 0, failed: 0, rule: null },
};

/** The lists of these names, empty. */
export function emptied(...names: ListName[]): Partial<Digest> {
  return Object.fromEntries(names.map((name) => [name, none]));
}

export const alert = (given: Partial<Alert> = {}): Alert => ({
  organization: 'Acme',
  recipient: { name: 'Sam Tester', timeZone: 'Europe/Berlin' },
  items: [
    {
      kind: 'live_secret_found',
      at: new Date('2026-11-29T22:30:00Z'),
      repository: 'acme/payments-api',
      path: '/repositories/acme/payments-api',
      count: 1,
      rules: ['aws-access-token'],
    },
  ],
  more: 0,
  heldBack: null,
  preferencesPath: '/account/alerts',
  unsubscribe: `${links.publicUrl}/unsubscribe/1.c.-.x`,
  ...given,
});

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'" };

/** The words of a mail's HTML as people see them, a line for each block. */
export function shown(html: string): string {
  const body = html.slice(html.indexOf('<body')).replace(/<div[^>]*data-skip-in-text.*?(?=<table)/s, '');
  return body
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/<\/(?:p|li|h1|h2)>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}
