import { expect, it } from 'vitest';
import { read } from '../testing.ts';

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
