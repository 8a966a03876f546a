import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from './read/in-process.ts';

let harness: Harness;
let children: Harness;
let turns = 0;

const fixture = (path: string): Buffer => readFileSync(new URL(`../../scanners/${path}`, import.meta.url));

/** One real report for each format that the bad ones claim to be. */
const GOOD = {
  sarif: fixture('sarif/fixtures/demo-bandit.sarif'),
  semgrep: fixture('semgrep/fixtures/demo-semgrep.json'),
  gitleaks: fixture('gitleaks/fixtures/demo-gitleaks.json'),
  trivy: fixture('trivy/fixtures/demo-trivy.json'),
  checkov: fixture('checkov/fixtures/demo-checkov.json'),
  'npm-audit': fixture('npm-audit/fixtures/demo-npm-audit.json'),
  snyk: fixture('snyk/fixtures/demo-snyk.json'),
  zap: fixture('zap/fixtures/demo-zap.xml'),
  cyclonedx: fixture('cyclonedx/fixtures/demo-cyclonedx.xml'),
  fortify: fixture('fortify/fixtures/demo-fortify.fvdl'),
} as const;
type Claim = keyof typeof GOOD;
const CLAIMS = Object.keys(GOOD) as Claim[];

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  children = await startHarness();
  for (const to of [harness, children]) {
    for (const claim of CLAIMS) {
      const upload = await to.deliver({ repo: `acme/${claim}`, scanner: claim }, GOOD[claim]);
      expect(upload, upload.reason ?? '').toMatchObject({ state: 'processed' });
      expect(upload.introduced).toBeGreaterThan(0);
    }
  }
});
afterAll(async () => {
  await harness.close();
  await children.close();
});

async function factsOf(to: Harness, repo: string) {
  const scope = await to.sql<{ id: number }[]>`select id from repositories where slug = ${repo}`;
  const repoId = scope[0]?.id ?? 0;
  return {
    findings: await to.sql`select number, state, title from findings where repo_id = ${repoId} order by number`,
    sightings: await to.sql`select * from sightings where repo_id = ${repoId} order by stream_id, finding_number`,
    streams:
      await to.sql`select id, current_upload, high_water_at, present from streams where repo_id = ${repoId} order by id`,
    events: await to.sql`select count(*)::int as count from finding_events where repo_id = ${repoId}`,
    counts:
      await to.sql`select * from finding_counts where repo_id = ${repoId} order by state, category, severity, scanner`,
  };
}

/** Expects a rejection with a reason that stores and closes nothing; the good report afterwards changes nothing. */
async function rejected(claim: Claim | null, repo: string, bytes: string | Uint8Array, to = harness) {
  const before = await factsOf(to, repo);
  tick(to, 1);
  const upload = await to.deliver({ repo, ...(claim === null ? {} : { scanner: claim }) }, bytes);
  expect(upload.state, `${upload.reason}`).toBe('rejected');
  expect(upload.attempts).toBe(0);
  expect(upload.reason).toMatch(/[.!?]$/);
  expect(await factsOf(to, repo)).toEqual(before);
  tick(to, 1);
  // Change the bytes, or this would be a repeat of the delivery before the bad one.
  turns += 1;
  const good = Buffer.concat([GOOD[claim ?? 'sarif'], Buffer.from('\n'.repeat(turns))]);
  const next = await to.deliver({ repo, ...(claim === null ? {} : { scanner: claim }) }, good);
  expect(next).toMatchObject({ state: 'processed', introduced: 0, fixed: 0, reopened: 0, changed: 0 });
  return upload;
}

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const withDoctype = (xml: Buffer): string =>
  xml.toString('utf8').replace(/^(<\?xml[^>]*\?>)?/, '$1<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>');

const XML = new Set<string>(['zap', 'cyclonedx', 'fortify']);

describe.each(CLAIMS)('a bad report that is claimed as %s', (claim) => {
  const repo = `acme/${claim}`;

  it('is rejected when it is cut off, wherever', async () => {
    const good = GOOD[claim];
    for (const share of [0.1, 0.5, 0.9, 0.999]) {
      const upload = await rejected(claim, repo, good.subarray(0, Math.floor(good.length * share)));
      // A report that was recognised says where it breaks.
      if (share > 0.4 && !XML.has(claim))
        expect(upload.position ?? upload.reason).toMatch(/\d|recognised|not a report/i);
    }
  });

  it('is rejected when it is valid but no such report', async () => {
    for (const text of [
      '{}',
      '[[]]',
      '"text"',
      '17',
      // Two scanners write it where they found nothing.
      ...(claim === 'gitleaks' || claim === 'trivy' ? [] : ['null']),
      '{"some": {"other": "thing"}}',
      '<other/>',
      'plain text',
      '\u0000\u0001',
    ]) {
      await rejected(claim, repo, text);
    }
  });

  it('is rejected when another scanner wrote it', async () => {
    const other = claim === 'trivy' ? GOOD.semgrep : GOOD.trivy;
    expect((await rejected(claim, repo, other)).reason).toMatch(/[Cc]laimed as/);
  });

  it('is rejected when it nests deeper than anything real', async () => {
    await rejected(claim, repo, nested(100_000));
    await rejected(claim, repo, '[{"a":'.repeat(100_000));
    await rejected(claim, repo, '<a>'.repeat(100_000));
  });
});

describe.each(CLAIMS.filter((claim) => XML.has(claim)))('XML that is claimed as %s', (claim) => {
  it('is rejected when it brings a DOCTYPE', async () => {
    expect((await rejected(claim, `acme/${claim}`, withDoctype(GOOD[claim]))).reason).toMatch(/DOCTYPE/i);
  });
});

describe('a bad report', () => {
  it('is rejected without a claim as well', async () => {
    for (const text of ['{}', '[]', 'plain text', nested(100_000), '{"runs": [', '<x/>', 'PK\u0003\u0004']) {
      await rejected(null, 'acme/sarif', text);
    }
  });

  it('is rejected when its claim names no scanner', async () => {
    const upload = await harness.deliver({ repo: 'acme/sarif', scanner: 'toString' }, GOOD.sarif);
    expect(upload).toMatchObject({ state: 'rejected' });
    expect(upload.reason).toMatch(/toString/);
  });

  it('says where a document breaks', async () => {
    const upload = await rejected('sarif', 'acme/sarif', '{"version": "2.1.0", "runs": [{"tool": {,}}]}');
    expect(`${upload.position} ${upload.reason}`).toMatch(/\d/);
  });

  it('is told from a crash by the reading child too', async () => {
    for (const text of [
      nested(100_000),
      '{"runs": [',
      GOOD.sarif.subarray(0, 900),
      'plain text',
      withDoctype(GOOD.zap),
    ]) {
      await rejected('sarif', 'acme/sarif', text, children);
    }
  });
});

describe('odd text in a sound report', () => {
  const odd = [
    ['NUL bytes', 'a\u0000b'],
    ['a lone surrogate', 'a\ud800b'],
    ['swapped surrogates', 'a\udc00\ud800b'],
    ['five megabytes', 'x'.repeat(5_000_000)],
    ['markup', '<script>alert(1)</script>'],
    ['words that are keys elsewhere', '__proto__'],
  ] as const;

  it.each(odd)('is stored as text that Postgres and people can read: %s', async (_name, text) => {
    const repo = `acme/odd-${odd.findIndex(([, other]) => other === text)}`;
    const bytes = sarifOf([{ rule: `rule-${text}`, file: `src/${text}.ts`, line: 3, code: text }]);
    const upload = await harness.deliver({ repo }, bytes);
    expect(upload, upload.reason ?? '').toMatchObject({ state: 'processed', introduced: 1 });
    tick(harness, 1);
    expect(await harness.deliver({ repo }, `${bytes} `)).toMatchObject({ introduced: 0, fixed: 0, unchanged: 1 });
    const [row] = await harness.sql<{ title: string; record: string; ruleId: string }[]>`
      select f.title, f.rule_id, e.record::text as record from findings f
      join repositories r on r.org_id = f.org_id and r.id = f.repo_id
      join evidence e on e.org_id = f.org_id and e.repo_id = f.repo_id and e.finding_number = f.number
      where r.slug = ${repo}`;
    expect(row?.record.length).toBeLessThan(200_000);
    expect(`${row?.title}${row?.ruleId}${row?.record}`.isWellFormed()).toBe(true);
  });
});
