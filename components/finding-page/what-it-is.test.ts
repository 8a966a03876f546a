import { describe, expect, it } from 'vitest';
import type { EvidenceView } from '#lib/contracts/evidence.ts';
import type { FindingRow, FindingView } from '#lib/contracts/finding.ts';
import { CATEGORIES } from '#lib/domain/finding/finding.ts';
import { beyondTitle, severitySource, whatItIs } from './what-it-is.ts';

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

function view(finding: Partial<FindingRow>, evidence: Partial<EvidenceView>[] = [{}]): FindingView {
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

describe('what it is', () => {
  it('is one sentence for every category', () => {
    for (const category of CATEGORIES) expect(whatItIs(view({ category }))).toMatch(/^\S.*\.$/);
  });

  it('names package, advisory and the way out', () => {
    const lodash = { category: 'dependency', package: 'lodash', package_version: '4.17.4', advisory: 'CVE-1' } as const;
    expect(whatItIs(view(lodash, [{ fixed_versions: ['4.17.12'] }]))).toBe(
      'lodash 4.17.4 is affected by CVE-1; fixed in 4.17.12.',
    );
    expect(whatItIs(view(lodash))).toContain('no fixed version is known');
    expect(whatItIs(view({ ...lodash, category: 'container', image: 'acme/web' }))).toContain(
      'lodash 4.17.4 in acme/web is',
    );
  });
});

describe('a message below the title', () => {
  it.each([
    ['Weak hash', 'Weak hash', ''],
    ['libx: CVE-1 Weak hash', 'weak hash.', ''],
    ['It is bad.', 'It is bad. Mend it so.', 'Mend it so.'],
    ['It is bad', 'It is bad\n\nMend it so.', 'Mend it so.'],
    ['It is bad', 'It is bad. Mend it so.', 'Mend it so.'],
    ['A query is built', 'A query is built from input', 'A query is built from input'],
    ['Weak hash', 'MD5 is weak', 'MD5 is weak'],
    ['Weak hash', ' ', ''],
  ])('says only what the title does not: %s | %s', (title, message, shown) => {
    expect(beyondTitle(message, title)).toBe(shown);
  });
});

describe('who says how severe it is', () => {
  it('the scanners that report it so, else a person', () => {
    expect(severitySource(view({}))).toBe('as semgrep reports it');
    expect(severitySource(view({}, [{}, { scanner: 'snyk' }]))).toBe('as semgrep and snyk report it');
    expect(severitySource(view({ severity: 'low' }))).toBe('set by a person');
  });

  it('a scanner that sees it no more does not count while another does', () => {
    const evidence = [{ present: false }, { scanner: 'snyk', severity: 'low' as const }];
    expect(severitySource(view({ severity: 'low' }, evidence))).toBe('as snyk reports it');
  });
});
