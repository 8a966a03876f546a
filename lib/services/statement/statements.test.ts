import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementListParams } from '#lib/contracts/statement.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getStatementDocument } from '#lib/views/statement/get-statement-document.ts';
import { getStatements } from '#lib/views/statement/get-statements.ts';
import type { Harness } from '../testing.ts';
import { loadStatements, openVexOf, startStatements } from './testing.ts';

let harness: Harness;
let world: Awaited<ReturnType<typeof startStatements>>;
beforeAll(async () => {
  world = await startStatements();
  ({ harness } = world);
});
afterAll(() => harness.close());

const deliver: typeof world.deliver = (repo, list) => world.deliver(repo, list);
const work = () => world.work();
const findingsOf: typeof world.findingsOf = (repo, more) => world.findingsOf(repo, more);
const statesOf: typeof world.statesOf = (repo, more) => world.statesOf(repo, more);
const npm = (name: string, version = '1.0.0') => `pkg:npm/${name}@${version}`;

describe('a statement', () => {
  it('changes nothing by itself, and stands on the page of each finding that it is about', async () => {
    await deliver('acme/web', [
      { id: 'CVE-2021-0001', package: 'a' },
      { id: 'CVE-2021-0002', package: 'a' },
      { id: 'CVE-2021-0001', package: 'b' },
    ]);
    const { id } = await loadStatements(
      harness,
      openVexOf({
        statements: [
          { name: 'CVE-2021-0001', purl: npm('a') },
          { name: 'CVE-2021-0001', purl: npm('b', '2.0.0') },
          { name: 'CVE-2021-0009', purl: npm('a') },
        ],
      }),
    );
    await work();
    expect(await statesOf('acme/web')).toEqual(['CVE-2021-0001 open', 'CVE-2021-0002 open', 'CVE-2021-0001 open']);
    expect(await statesOf('acme/web', { statement: 'not_affected' })).toEqual(['CVE-2021-0001 open']);
    expect(await statesOf('acme/web', { statement: 'affected' })).toEqual([]);
    expect(await statesOf('acme/web', { document: String(id) })).toEqual(['CVE-2021-0001 open']);
    const [first, second] = await findingsOf('acme/web');
    const page = await getFinding(harness.ctx, { id: first?.id ?? '' });
    expect(page.statements).toEqual([
      expect.objectContaining({
        author: 'Acme PSIRT',
        status: 'not_affected',
        adopts: 'false_positive',
        narrow: false,
      }),
    ]);
    expect((await getFinding(harness.ctx, { id: second?.id ?? '' })).statements).toEqual([]);
    const document = await getStatementDocument(harness.ctx, id);
    expect(document).toMatchObject({ statements_total: 3, matched: 1, findings: 1, adopted: 0, trusted: false });
    const unmatched = await getStatements(
      harness.ctx,
      statementListParams.parse({ document: String(id), matched: 'no' }),
    );
    expect(unmatched.items.map(({ position, findings }) => `${position} ${findings}`)).toEqual([
      'statements[1] 0',
      'statements[2] 0',
    ]);
    const matched = await getStatements(harness.ctx, statementListParams.parse({ matched: 'yes' }));
    expect(matched.items.map(({ names, findings }) => `${names} ${findings}`)).toEqual(['CVE-2021-0001 1']);
  });

  it('is about a finding by every name that the organization learned, also later', async () => {
    await deliver('acme/names', [{ id: 'CVE-2022-0001', package: 'n' }]);
    const { id } = await loadStatements(
      harness,
      openVexOf({ id: 'urn:names', statements: [{ name: 'GHSA-aaaa-bbbb-cccc', purl: npm('n') }] }),
    );
    expect(await statesOf('acme/names', { document: String(id) })).toEqual([]);
    await deliver('acme/elsewhere', [{ id: 'GHSA-aaaa-bbbb-cccc', aliases: ['CVE-2022-0001'], package: 'm' }]);
    expect(await statesOf('acme/names', { document: String(id) })).toEqual(['CVE-2022-0001 open']);
  });

  it('about a place is about what is there, and not about the same package elsewhere', async () => {
    for (const repo of ['acme/one', 'acme/two']) await deliver(repo, [{ id: 'CVE-2022-0002', package: 'p' }]);
    const { id } = await loadStatements(
      harness,
      openVexOf({
        id: 'urn:place',
        statements: [{ name: 'CVE-2022-0002', purl: npm('p'), within: 'pkg:github/Acme/One' }],
      }),
    );
    expect(await statesOf('acme/one', { document: String(id) })).toHaveLength(1);
    expect(await statesOf('acme/two', { document: String(id) })).toEqual([]);
  });
});

describe('versions of a document', () => {
  it('take the place of one another, in one direction only, and refuse in words', async () => {
    const version = (number: number, purl: string) =>
      openVexOf({ id: 'urn:versions', version: number, statements: [{ name: 'CVE-2022-0003', purl }] });
    const { id } = await loadStatements(harness, version(2, npm('a')));
    expect(await loadStatements(harness, version(2, npm('a')))).toEqual({ id, duplicate: true });
    await expect(loadStatements(harness, version(2, npm('b')))).rejects.toThrow(
      /loaded as version 2 .* other content.*Nothing was changed/,
    );
    await expect(loadStatements(harness, version(1, npm('a')))).rejects.toThrow(
      /version 1 of the document, and version 2 .* newer\. Nothing/,
    );
    expect(await loadStatements(harness, version(10, npm('b')))).toEqual({ id, duplicate: false });
    const { items } = await getStatements(harness.ctx, statementListParams.parse({ document: String(id) }));
    expect(items.map(({ products }) => products)).toEqual([[npm('b')]]);
  });

  it('that are broken leave what is loaded, and say where', async () => {
    await expect(loadStatements(harness, '{"@context": ')).rejects.toMatchObject({
      code: 'unprocessable',
      sentence: 'The document is not valid JSON (at line 1, column 14). Nothing was changed.',
    });
  });
});
