import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Upload } from '#db/queries/uploads.ts';
import { CREDENTIAL_REPORT } from '#lib/inventories/aws/testing.ts';
import { changed, soundInventory } from '#lib/inventories/github/testing.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { openZip } from '#lib/scanners/shared/zip.ts';
import { type Harness, startHarness } from '#lib/services/testing.ts';
import * as at from './testing.ts';

type Rest<F> = F extends (harness: Harness, ...rest: infer R) => unknown ? R : never;
const { later } = at;

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const send = (...args: Rest<typeof at.send>) => at.send(harness, ...args);
const findingsOf = (scope: string) => at.findingsOf(harness, scope);
const factsOf = (upload: Upload) => at.factsOf(harness, upload);

describe("a vendor's own files", () => {
  const ACCOUNT = { source: 'aws', system: '123456789012', collected_at: '2026-03-02T07:00:00+01:00' };
  const SECRETS = {
    SecretList: [
      {
        ARN: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:a',
        Name: 'a',
        SecretString: 'hunter2',
        CreatedDate: '2020-01-01T00:00:00Z',
      },
    ],
  };

  it('are taken as the body, as they are', async () => {
    const { code, upload } = await send(CREDENTIAL_REPORT, ACCOUNT);
    expect(code).toBe(202);
    expect(upload).toMatchObject({ state: 'processed', scanner: 'plumbline-aws', introduced: 0 });
    const facts = upload && (await factsOf(upload));
    expect(facts?.inventory).toMatchObject({
      source: 'aws',
      scope: '123456789012',
      collectedAt: '2026-03-02T06:00:00.000Z',
    });
    expect(facts?.inventory.sections.map(({ status }) => status)).toEqual(['ok', 'absent', 'absent']);
  });

  it('are taken as files of a form, and no value in them is kept', async () => {
    const form = new FormData();
    form.append('file', new Blob([CREDENTIAL_REPORT]), 'report.csv');
    form.append('file', new Blob([JSON.stringify(SECRETS)]), 'secrets');
    const { upload } = await send(form, ACCOUNT);
    expect(upload).toMatchObject({ state: 'processed', introduced: 2 });
    expect(upload && (await factsOf(upload))?.inventory.stripped).toEqual({
      count: 1,
      positions: ['secrets.json SecretList[0].SecretString'],
    });
    const stored = sourceFromBytes(await buffer(harness.blobs.read(upload?.blob ?? '')));
    const archive = await openZip(stored);
    expect(archive.entries).toEqual(['plumbline-inventory.json', 'report.csv', 'secrets.json']);
    const secrets = await archive.source('secrets.json');
    expect(Buffer.from(await secrets.slice(0, secrets.size)).toString()).toContain('"SecretString":""');
  });

  it('of a graph are read without the secrets that leaked into it, and its edges still meet', async () => {
    const user = (id: string, number: number) => ({ id, kinds: ['GH_User'], properties: { id: number, name: id } });
    const owner = (id: string) => ({
      kind: 'GH_HasRole',
      start: { value: id },
      end: { value: 'T19rZ0RPQ29WMk9RX293bmVycw==' },
    });
    const nodes = [
      ...[
        user('MDQ6VXNlcjI2NTEyMjI=', 11),
        { id: 'T19rZ0RPQ29WMk9RX293bmVycw==', kinds: ['GH_OrgRole'], properties: { short_name: 'owners' } },
      ],
      { id: 'S_1', kinds: ['GH_SecretScanningAlert'], properties: { secret: 'correct horse', value: 'battery' } },
    ];
    const body = { graph: { nodes, edges: [owner('MDQ6VXNlcjI2NTEyMjI=')] } };
    const { upload } = await send(body, { source: 'opengraph', system: 'drawn' });
    expect(upload).toMatchObject({ state: 'processed', scanner: 'plumbline-opengraph', introduced: 1 });
    const archive = await openZip(sourceFromBytes(await buffer(harness.blobs.read(upload?.blob ?? ''))));
    const stored = await archive.source('export.json');
    const text = Buffer.from(await stored.slice(0, stored.size)).toString();
    expect(text).not.toMatch(/horse|battery/);
    expect(text).toContain('"secret":""');
  });

  it('are refused with the reason where they are of another account, broken, or nothing that is read', async () => {
    const theirs = await send(CREDENTIAL_REPORT, { ...ACCOUNT, system: '210987654321' });
    expect(theirs.upload?.reason).toContain('This is the account 123456789012, and not 210987654321');
    const cut = await send(JSON.stringify(SECRETS).slice(0, 60), ACCOUNT);
    expect(cut.upload).toMatchObject({ state: 'rejected', position: expect.stringContaining('export.json, line 1') });
    expect((await send('hello', ACCOUNT)).upload?.reason).toContain('None of the files is one that is read here');
    const twice = new FormData();
    for (const text of ['a', 'b']) twice.append('file', new Blob([text]), 'x.csv');
    expect(await send(twice, ACCOUNT)).toMatchObject({ code: 422, upload: null });
    expect(await send('PKxx', ACCOUNT)).toMatchObject({ code: 422, upload: null });
  });
});

it('what legitify found is one finding with our own where both mean the same, open until neither sees it', async () => {
  const scope = 'twice';
  const violation = {
    violationEntityType: 'repository',
    canonicalLink: `https://github.com/${scope}/web`,
    aux: { entityId: '41', entityName: 'web' },
  };
  const said = (status: string) => ({
    type: 'flattened',
    content: {
      a: {
        policyInfo: {
          title: 'Review',
          policyName: 'code_review_not_required',
          namespace: 'repository',
          severity: 'HIGH',
        },
        violations: [{ ...violation, status }],
      },
    },
  });
  const path = 'sections.branch_rules.data[0].data[1].parameters.required_approving_review_count';
  const bad = changed(soundInventory(scope), path, 0);
  await send(later(bad, '1'), { system: scope });
  const other = await send(said('FAILED'), { source: 'legitify', system: scope });
  expect(other.upload).toMatchObject({ state: 'processed', scanner: 'legitify', introduced: 0 });
  await send(later(soundInventory(scope), '2'), { system: scope });
  expect(await findingsOf(scope)).toMatchObject([{ rule: 'one-person-merges', state: 'open' }]);
  await send(said('SKIPPED'), { source: 'legitify', system: scope });
  expect(await findingsOf(scope)).toMatchObject([{ state: 'open' }]);
  await send(said('PASSED'), { source: 'legitify', system: scope });
  expect(await findingsOf(scope)).toMatchObject([{ state: 'fixed' }]);
  expect((await send(said('PASSED'), { source: 'legitify', system: 'a/b' })).code).toBe(400);
});
