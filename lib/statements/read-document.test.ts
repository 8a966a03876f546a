import { describe, expect, it } from 'vitest';
import { STATEMENT_LIMITS } from '#lib/domain/statement/statement.ts';
import { read, refusal } from './testing.ts';

const statement = {
  vulnerability: { name: 'CVE-2021-23337' },
  products: [{ '@id': 'pkg:npm/lodash@4.17.20' }],
  status: 'not_affected',
  justification: 'vulnerable_code_not_present',
};
const openVex = (part: object = {}) => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://acme.example/vex/1',
  author: 'Acme',
  timestamp: '2026-11-01T10:00:00Z',
  version: 1,
  statements: [statement],
  ...part,
});

describe('a document that is not one', () => {
  it.each([
    ['empty', '', 'The document is empty @ null'],
    ['broken', '{"a": [1,\n 2,, 3]}', 'The document is not valid JSON @ line 2, column 4'],
    ['cut off', '{"a": "b', 'The document is not valid JSON @ line 1, column 9'],
    ['XML', ' <bom/>', /XML.*@ null/],
    ['another format', '{"runs": []}', /neither OpenVEX/],
    ['a list', '[]', /neither OpenVEX/],
    [
      'a member twice',
      '{"a": 1,\n "b": {"c": 1, "\\u0063": 2}}',
      'The document names a member of one object twice @ line 2, column 16',
    ],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xc0, 0x20, 0x7d]), /not text in UTF-8/],
  ])('%s is refused with its place', async (_name, bytes, words) => {
    const said = await refusal(bytes);
    if (typeof words === 'string') expect(said).toBe(words);
    else expect(said).toMatch(words);
  });

  it('of a hundred thousand levels is refused before anything walks it', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(await refusal(deep)).toBe(`The document is nested deeper than 64 levels @ line 1, column 65`);
    expect(await refusal(JSON.stringify({ text: '[['.repeat(100) }))).toMatch(/neither/);
  });

  it('that is larger than the limit is refused', async () => {
    const large = Buffer.alloc(STATEMENT_LIMITS.bytes * 2 + 1, 0x20);
    expect(await refusal(large)).toBe('The document is too large @ null');
  });

  it.each(['@id', 'author', 'version', 'timestamp'])('without its %s is refused, naming that', async (member) => {
    expect(await refusal(JSON.stringify(openVex({ [member]: undefined })))).toContain(`@ ${member}`);
  });

  it('that makes no statement is refused', async () => {
    expect(await refusal(JSON.stringify(openVex({ statements: [] })))).toBe(
      'The document makes no statement @ statements',
    );
  });

  it('of too many products is refused', async () => {
    const products = Array.from({ length: STATEMENT_LIMITS.products + 1 }, (_, at) => `pkg:npm/p${at}`);
    const text = JSON.stringify(openVex({ statements: [{ ...statement, products }] }));
    expect(await refusal(text)).toMatch(/Split it @ statements\[0\]/);
  });
});

it('a document in UTF-16, or with a mark, is the same document', async () => {
  const text = JSON.stringify(openVex());
  const plain = await read(text);
  expect(await read(Buffer.from(`\ufeff${text}`))).toEqual(plain);
  expect(await read(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(plain);
});

it('reads OpenVEX: names, products, what the author says', async () => {
  const full = {
    vulnerability: {
      '@id': 'https://nvd.nist.gov/vuln/detail/CVE-2021-0001',
      name: 'cve-2021-0001',
      aliases: ['GHSA-AAAA-bbbb-cccc'],
    },
    products: [
      { '@id': 'pkg:oci/web?repository_url=ghcr.io/acme/web', subcomponents: [{ '@id': 'pkg:pypi/My_Lib@1.0' }] },
    ],
    status: 'not_affected',
    impact_statement: 'It is\nnever called.',
    last_updated: '2026-11-03T00:00:00Z',
  };
  const document = await read(
    JSON.stringify(openVex({ role: 'Vendor', last_updated: '2026-11-02T00:00:00Z', statements: [full] })),
  );
  expect(document).toEqual({
    ...{ format: 'openvex', id: 'https://acme.example/vex/1', version: '1', author: 'Acme', role: 'Vendor' },
    statedAt: new Date('2026-11-02T00:00:00Z'),
    skipped: [],
    statements: [
      {
        ...{ position: 'statements[0]', names: ['CVE-2021-0001', 'GHSA-aaaa-bbbb-cccc'], status: 'not_affected' },
        ...{ justification: null, impact: 'It is never called.', action: null },
        statedAt: new Date('2026-11-03T00:00:00Z'),
        products: [
          {
            text: 'pkg:pypi/My_Lib@1.0 in pkg:oci/web?repository_url=ghcr.io/acme/web',
            ...{ packageKey: 'pypi/my-lib', version: '1.0', bound: true, repository: null, image: 'ghcr.io/acme/web' },
            narrow: false,
          },
        ],
      },
    ],
  });
});

it('reads the first versions of OpenVEX too, in which a vulnerability and a product are texts', async () => {
  const old = { ...statement, vulnerability: 'CVE-2021-23337', products: ['pkg:golang/acme.io/x@v1.2.0'] };
  const { statements } = await read(
    JSON.stringify(openVex({ '@context': 'https://openvex.dev/ns', version: '1', statements: [old] })),
  );
  expect(statements[0]?.products[0]).toMatchObject({ packageKey: 'golang/acme.io/x', version: '1.2.0', bound: false });
});

it('lists entries that cannot be used, with place and reason, and keeps the others', async () => {
  const { statements, skipped } = await read(
    JSON.stringify(
      openVex({
        statements: [
          { ...statement, status: 'harmless' },
          { ...statement, vulnerability: {} },
          { ...statement, products: [] },
          { ...statement, justification: undefined },
          { ...statement, justification: 'because' },
          statement,
        ],
      }),
    ),
  );
  expect(statements).toHaveLength(1);
  expect(skipped.map(({ position, reason }) => `${position}: ${reason}`)).toEqual([
    'statements[0]: its status is none of not_affected, affected, fixed, under_investigation',
    'statements[1]: it names no vulnerability',
    'statements[2]: it names no product',
    'statements[3]: it says not_affected without a justification or an impact_statement',
    'statements[4]: its justification is none of the words that OpenVEX has',
  ]);
});
