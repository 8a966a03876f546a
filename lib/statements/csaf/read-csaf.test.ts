import { expect, it } from 'vitest';
import { read, refusal } from '../testing.ts';

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
