import { describe, expect, it } from 'vitest';
import { STATEMENT_LIMITS } from '#lib/domain/statement/statement.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { StatementError } from './contract.ts';
import { readDocument } from './read-document.ts';

const read = (bytes: string | Uint8Array) =>
  readDocument(sourceFromBytes(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, null));

async function refusal(bytes: string | Uint8Array): Promise<string> {
  const error: unknown = await read(bytes).catch((thrown: unknown) => thrown);
  if (!(error instanceof StatementError)) throw new Error(`not refused: ${JSON.stringify(error)?.slice(0, 200)}`);
  return `${error.message} @ ${error.position}`;
}

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

const csaf = (part: object = {}) => ({
  document: {
    ...{ category: 'csaf_vex', csaf_version: '2.0', publisher: { category: 'vendor', name: 'Acme PSIRT' } },
    tracking: { id: 'ACME-2026-1', version: '1.0.0', current_release_date: '2026-11-01T00:00:00Z' },
  },
  product_tree: {
    branches: [
      {
        ...{ category: 'vendor', name: 'Acme' },
        branches: [
          {
            ...{ category: 'product_version', name: '4.17.20' },
            product: {
              product_id: 'LODASH',
              name: 'lodash',
              product_identification_helper: { purl: 'pkg:npm/lodash@4.17.20' },
            },
          },
        ],
      },
    ],
    full_product_names: [
      { product_id: 'WEB', name: 'acme/web' },
      {
        product_id: 'RHEL',
        name: 'Red Hat 9',
        product_identification_helper: { cpe: 'cpe:/o:redhat:enterprise_linux:9' },
      },
      {
        product_id: 'CURL',
        name: 'curl',
        product_identification_helper: { purl: 'pkg:rpm/redhat/curl@7.1?arch=x86_64&epoch=2' },
      },
    ],
    relationships: [
      part_('LODASH', 'WEB', 'LODASH@WEB'),
      part_('CURL', 'RHEL', 'CURL@RHEL'),
      part_('LOOP-B', 'WEB', 'LOOP-A'),
      part_('LOOP-A', 'WEB', 'LOOP-B'),
    ],
    product_groups: [{ group_id: 'G', product_ids: ['LODASH@WEB'] }],
  },
  ...part,
});
function part_(component: string, within: string, id: string) {
  return {
    ...{ category: 'default_component_of', product_reference: component, relates_to_product_reference: within },
    full_product_name: { product_id: id, name: id },
  };
}

it('reads CSAF: products through branches, relationships and groups, flags, threats and remediations of each', async () => {
  const vulnerability = {
    cve: 'CVE-2021-23337',
    product_status: {
      known_not_affected: ['LODASH@WEB', 'CURL@RHEL'],
      known_affected: ['LODASH'],
      fixed: ['LOOP-A', 'NONE'],
    },
    flags: [{ label: 'vulnerable_code_not_in_execute_path', group_ids: ['G'] }],
    threats: [{ category: 'impact', details: 'Built without it.', product_ids: ['CURL@RHEL'] }],
    remediations: [{ category: 'vendor_fix', details: 'Update.', product_ids: ['LODASH'] }],
  };
  const document = await read(JSON.stringify(csaf({ vulnerabilities: [vulnerability, { cve: 'CVE-2020-1' }] })));
  expect(document).toMatchObject({
    format: 'csaf',
    id: 'ACME-2026-1',
    version: '1.0.0',
    author: 'Acme PSIRT',
    role: 'vendor',
  });
  const told = document.statements.map(({ status, justification, impact, action, products }) => {
    const [product] = products;
    return { status, justification, impact, action, product: product && { ...product, text: '' } };
  });
  const plain = { text: '', bound: false, repository: null, image: null, narrow: false };
  expect(told).toEqual([
    {
      ...{ status: 'not_affected', justification: 'vulnerable_code_not_in_execute_path', impact: null, action: null },
      product: {
        ...plain,
        packageKey: 'npm/lodash',
        version: '4.17.20',
        bound: true,
        ...{ repository: 'acme/web', image: 'acme/web' },
      },
    },
    {
      ...{ status: 'not_affected', justification: null, impact: 'Built without it.', action: null },
      product: { ...plain, packageKey: 'rpm/curl', version: '2:7.1', narrow: true },
    },
    {
      ...{ status: 'affected', justification: null, impact: null, action: 'Update.' },
      product: { ...plain, packageKey: 'npm/lodash', version: '4.17.20' },
    },
  ]);
  expect(document.skipped.map(({ reason }) => reason)).toEqual([
    'its product LOOP-A is a part of itself',
    'its product NONE is not in the product tree',
    'it says of no product whether it is affected',
  ]);
});

it('refuses CSAF of a profile that says nothing of products', async () => {
  const text = JSON.stringify({ document: { csaf_version: '2.0', category: 'csaf_base' } });
  expect(await refusal(text)).toMatch(/neither csaf_vex nor csaf_security_advisory @ document.category/);
});

const bom = (part: object = {}) => ({
  ...{
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
    version: 2,
  },
  metadata: { timestamp: '2026-11-01T00:00:00Z', authors: [{ name: 'Ada' }] },
  ...part,
});

it('reads CycloneDX: components by reference, link or package URL, states and justifications in one language', async () => {
  const analysed = (state: string, affects: object[], more: object = {}) => ({
    id: 'CVE-2021-1',
    references: [{ id: 'GHSA-aaaa-bbbb-cccc' }],
    analysis: { state, ...more },
    affects,
  });
  const document = await read(
    JSON.stringify(
      bom({
        components: [{ 'bom-ref': 'outer', components: [{ 'bom-ref': 'x', purl: 'pkg:npm/x@1' }] }],
        vulnerabilities: [
          analysed('not_affected', [{ ref: 'x' }], { justification: 'code_not_reachable', detail: 'Never.' }),
          analysed('exploitable', [{ ref: 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg:npm/y@2' }], {
            response: ['will_not_fix'],
          }),
          analysed('false_positive', [{ ref: 'pkg:npm/z', versions: [{ version: '3' }, { range: 'vers:npm/<4' }] }]),
          { id: 'CVE-2021-2', affects: [{ ref: 'x' }] },
          analysed('fine', [{ ref: 'x' }]),
          analysed('resolved', [{ ref: 'nowhere' }]),
        ],
      }),
    ),
  );
  expect(document).toMatchObject({ format: 'cyclonedx', version: '2', author: 'Ada' });
  expect(
    document.statements.map(({ status, justification, impact, action, products }) => [
      ...[status, justification, impact, action],
      products.map(({ packageKey, version, narrow }) => `${packageKey}@${version}${narrow ? ' narrow' : ''}`).join(),
    ]),
  ).toEqual([
    ['not_affected', 'vulnerable_code_not_in_execute_path', 'Never.', null, 'npm/x@1'],
    ['affected', null, null, 'will_not_fix', 'npm/y@2'],
    ['not_affected', 'false_positive', null, null, 'npm/z@3,npm/z@null narrow'],
  ]);
  expect(document.skipped.map(({ position }) => position)).toEqual([3, 4, 5].map((at) => `vulnerabilities[${at}]`));
});

it('a CycloneDX document that is about a product says nothing of the same package elsewhere', async () => {
  const vulnerabilities = [
    {
      id: 'CVE-2021-1',
      analysis: { state: 'not_affected', justification: 'code_not_present' },
      affects: [{ ref: 'pkg:npm/x@1' }],
    },
  ];
  const about = async (component: object) => {
    const document = await read(
      JSON.stringify(
        bom({ metadata: { timestamp: '2026-11-01', authors: [{ name: 'Ada' }], component }, vulnerabilities }),
      ),
    );
    return document.statements[0]?.products[0];
  };
  expect(await about({ name: 'web', group: 'acme', type: 'application' })).toMatchObject({
    packageKey: 'npm/x',
    bound: true,
    repository: 'acme/web',
  });
  expect(await about({ name: 'Our Product', type: 'application' })).toMatchObject({
    packageKey: null,
    bound: true,
    repository: null,
    image: null,
  });
});
