import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, sarifOf, startHarness, tick } from '../../testing.ts';
import { inProcessReader } from '../read/in-process.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const MIGRATION = new URL('../../../../drizzle/0010_what_is_shown_is_found.sql', import.meta.url);

/** An image with packages of several ecosystems, of which one has further names and lies at two places. */
const trivy = JSON.stringify({
  SchemaVersion: 2,
  ArtifactName: 'ghcr.io/acme/web:1',
  ArtifactType: 'container_image',
  Metadata: { RepoTags: ['ghcr.io/acme/web:1'] },
  Results: [
    ['pip', 'Zope_Interface.x', 'usr/a', []],
    ['rust-binary', 'serde_json', 'usr/b', []],
    ['rust-binary', 'serde_json', 'usr/c', []],
    ['npm', '@acme/Pad', 'usr/d', ['ghsa-2c38-3f4g-5h6j', 'RHSA-2026:7']],
  ].map(([Type, PkgName, Target, VendorIDs], index) => ({
    ...{ Type, Target, Class: 'lang-pkgs' },
    Vulnerabilities: [
      {
        VulnerabilityID: `CVE-2026-100${index === 2 ? 1 : index}`,
        PkgName,
        VendorIDs,
        InstalledVersion: '1',
        Severity: 'LOW',
      },
    ],
  })),
});

const found = () => harness.sql`
  select number, title, package_key, image, array(select unnest(keywords) order by 1) as keywords from findings
  order by package_key collate "C" nulls first, number`;
const words = async () => ({
  titles: await harness.sql`select title from titles order by 1`,
  places: await harness.sql`select term from finding_terms where kind = 'place' and term like '%/%' order by 1`,
});

it('findings of older versions get the words of search that ingest gives to new ones', async () => {
  const places = ['a.ts', 'b.ts'].map((file) => ({ rule: 'r', file, line: 1, code: 'same();' }));
  await harness.deliver({ repo: 'acme/code' }, sarifOf(places));
  tick(harness, 1);
  await harness.deliver({ repo: 'acme/image' }, trivy);
  const before = await found();
  expect(before.map((row) => row.packageKey)).toEqual([
    ...[null, null, 'cargo/serde-json', 'npm/@acme/pad', 'pypi/zope-interface-x'],
  ]);
  expect(before[2]?.keywords).toEqual(['ghcr.io/acme/web', 'usr/b', 'usr/c']);
  const known = await words();
  await harness.admin`update findings set package_key = null, image = null, keywords = null`;
  await harness.admin`delete from titles`;
  await harness.admin`delete from finding_terms where kind = 'place'`;
  await harness.admin`alter table rules add column title text`;
  for (const statement of readFileSync(MIGRATION, 'utf8').split('--> statement-breakpoint')) {
    if (/^\s*(?:--[^\n]*\n)?(?:insert|update)/i.test(statement)) await harness.admin.unsafe(statement);
  }
  expect(await found()).toEqual(before);
  expect(await words()).toEqual(known);
});
