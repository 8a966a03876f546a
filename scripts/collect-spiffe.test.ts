import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spiffe } from '#lib/inventories/spiffe/read.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { MISSING, startCollector, startReceiver } from '../fixtures/collectors/testing.ts';

const collector = startCollector('collect-spiffe.sh', 'spire-server');
const entry = (path: string, more: object = {}) => ({
  ...{ id: path, spiffe_id: { trust_domain: 'prod.example.com', path }, expires_at: '0' },
  selectors: [{ type: 'k8s', value: 'ns:hunter2' }],
  ...more,
});

beforeAll(() => {
  const entries = [entry('/web'), entry('/admin', { admin: true }), { id: 'x', spiffe_id: null }];
  collector.answer('entry show -output json', { entries: entries.slice(0, 2), next_page_token: '' });
  collector.answer('entry show -output json -socketPath /run/partly.sock', {
    entries: entries.slice(0, 2),
    next_page_token: 'n',
  });
  collector.answer('entry show -output json -socketPath /run/odd.sock', {
    entries: [{ id: 'x', spiffe_id: null }, entries[0]].toReversed(),
  });
  collector.fail('entry show -output json -socketPath /run/gone.sock', 'connection refused\n');
});
afterAll(() => collector.close());

describe.skipIf(MISSING.length > 0)('the collector for SPIFFE, with a spire-server that tests answer for', () => {
  it('writes what Plumbline reads, without values of selectors, and delivers it', async () => {
    const { code, out, said } = await collector.run(['--dry-run', 'prod.example.com']);
    expect(code, said).toBe(0);
    expect(`${out}${said}`).not.toContain('hunter2');
    const { inventory, skipped } = await spiffe.read(sourceFromBytes(out));
    expect(skipped).toEqual([]);
    expect(inventory.principals.map(({ name }) => name)).toEqual(['prod.example.com/web', 'prod.example.com/admin']);
    expect(inventory.grants).toMatchObject([{ permission: 'admin', level: 5 }]);
    const receiver = await startReceiver();
    try {
      const sent = await collector.run(['--strict', 'prod.example.com'], receiver.env('good'));
      expect(sent).toMatchObject({ code: 0, said: expect.stringContaining('delivered: processed, 3 new, 1 fixed') });
      expect(receiver.got.url).toBe('/api/v1/inventories?source=spiffe&system=prod.example.com&wait=30');
      const refused = await collector.run(['prod.example.com'], receiver.env('bad'));
      expect(refused).toMatchObject({ code: 3, said: expect.stringContaining('HTTP 403): This token may not.') });
    } finally {
      receiver.close();
    }
  });

  it.each([
    [['--dry-run', '--socket', '/run/gone.sock', 'prod.example.com'], 2, 'connection refused'],
    [['--dry-run', '--socket', '/run/partly.sock', 'prod.example.com'], 2, 'not what SPIRE documents'],
    [['--dry-run', '--strict', '--socket', '/run/odd.sock', 'prod.example.com'], 4, '1 entries have no SPIFFE id'],
    [['--dry-run', 'other.example.com'], 2, '2 entries are of another trust domain'],
    [['prod.example.com'], 1, 'PLUMBLINE_URL is not set'],
    [['--dry-run', 'a/b'], 1, 'is no trust domain'],
    [['--what'], 1, 'usage:'],
    [[], 1, 'usage:'],
  ])('called with %j ends with %i and says why', async (args, code, words) => {
    const env = { PLUMBLINE_URL: '', PLUMBLINE_TOKEN: '' };
    expect(await collector.run(args, env)).toMatchObject({ code, said: expect.stringContaining(words) });
  });
});
