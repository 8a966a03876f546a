import type { EvidenceView } from '#lib/contracts/evidence.ts';
import type { FindingRow, FindingView } from '#lib/contracts/finding.ts';

/** Test helper. */
const AT = '2026-11-16T08:00:00.000Z';

const row: FindingRow = {
  id: 'fnd_1_1',
  ref: 'acme/web#1',
  repo: 'acme/web',
  number: 1,
  title: 'T',
  category: 'sast',
  severity: 'high',
  confidence: 'unknown',
  exploit: 'none',
  epss: null,
  kev_due_on: null,
  state: 'open',
  scanner: 'semgrep',
  rule: 'taint',
  path: 'src/a.ts',
  line: 7,
  package: null,
  package_version: null,
  advisory: null,
  image: null,
  first_seen_at: AT,
  opened_at: AT,
  fixed_at: null,
  reopened: 0,
  due_at: null,
  overdue: false,
  at_risk: false,
  demo: false,
  severity_set: null,
  tags: [],
  owner: null,
  exception: null,
  url: '/repositories/acme/web/findings/1',
};

const said: EvidenceView = {
  scanner: 'semgrep',
  rule: 'taint',
  rule_name: null,
  title: 'T',
  help_url: null,
  severity: 'high',
  severity_reported: null,
  confidence: 'unknown',
  cvss: null,
  message: '',
  remediation: null,
  references: [],
  cwes: [],
  aliases: [],
  fixed_versions: [],
  image: null,
  resource: null,
  detail: {},
  locations: [],
  locations_total: 0,
  suppression: null,
  present: true,
  upload: { id: 'upl_1_1', url: '/ingest/upl_1_1', commit: null, run_url: null },
  streams: [],
};

/** A finding's page as its view, with what a test says of it. */
export function viewWith(finding: Partial<FindingRow>, evidence: Partial<EvidenceView>[] = [{}]): FindingView {
  return {
    finding: { ...row, ...finding },
    exploitation: null,
    osv: null,
    evidence: evidence.map((one) => ({ ...said, ...one })),
    sightings: [],
    timeline: [],
    action: null,
    exceptions: [],
    statements: [],
    comments: [],
    watch: { mine: false, watchers: 0 },
    may: { request: false, decide: false, work: false, owns_severity: false, watch: false },
    siblings: [],
  };
}
