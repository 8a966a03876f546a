import { expect, it } from 'vitest';
import { exportOf } from '../testing.ts';
import { spiffe } from './read.ts';

const HEAD = { source: 'spiffe', scope: 'prod.example.com', collected_at: '2026-03-02T06:00:00Z' };

const entry = (path: string, further: object = {}) => ({
  ...{ id: 'e', spiffe_id: { trust_domain: 'Prod.Example.com', path }, parent_id: { path: '/spire/agent' } },
  ...{ selectors: [{ type: 'k8s', value: 'ns:web' }], expires_at: '0', created_at: '1767225600' },
  ...further,
});

const read = async (entries: unknown[], further: object = {}) =>
  spiffe.read(await exportOf(HEAD, { 'out.json': JSON.stringify({ entries, ...further }) }));

it('lists workloads by their SPIFFE ids: the trust domain in any case, the path in its own, each once', async () => {
  const { inventory, skipped } = await read([
    entry('/Web'),
    entry('/web', { admin: true, expires_at: '1793491200' }),
    entry('/web', { admin: true, downstream: true }),
  ]);
  expect(skipped).toEqual([]);
  expect(inventory.principals.map(({ id, kind, expiresAt }) => [id, kind, expiresAt])).toEqual([
    ['spiffe://prod.example.com/Web', 'workload', 'never'],
    // As long as one of its entries goes on.
    ['spiffe://prod.example.com/web', 'workload', 'never'],
  ]);
  expect(inventory.grants.map(({ permission, level }) => [permission, level])).toEqual([
    ['admin', 5],
    ['downstream', 4],
  ]);
});

it.each([[''], ['/a b'], [`/${'x'.repeat(2048)}`], ['/../x?y']])(
  'leaves out what is no SPIFFE id, and says so: %#',
  async (path) => {
    const { inventory, skipped } = await read([entry(path, path === '' ? { spiffe_id: null } : {})]);
    expect(inventory.principals).toEqual([]);
    expect(skipped).toMatchObject([{ reason: 'no SPIFFE id' }]);
  },
);

it('is unknown where there are more pages', async () => {
  const { inventory } = await read([entry('/web')], { next_page_token: 'more' });
  expect(inventory.sections).toMatchObject([{ name: 'entries', status: 'failed' }]);
});
