import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conjur } from '#lib/inventories/conjur/read.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { startVendor } from '../fixtures/collectors/server.ts';
import { MISSING, startCollector } from '../fixtures/collectors/testing.ts';

const POLICY = `---
- !policy
  id: deploy
  body:
  - !host
    id: web
    annotations:
      authn-jwt/github/repository: acme/web
      Password: hunter2
      token: |
        hunter2
        hunter2
      owner: rosa
  - !variable
    id: password
  - !permit
    role: !host web
    privileges: [read, execute]
    resource: !variable password
`;

// No tool of the vendor is called.
const collector = startCollector('collect-conjur.sh', 'no-tool');
let vendor: Awaited<ReturnType<typeof startVendor>>;
let env: Record<string, string> = {};

beforeAll(async () => {
  vendor = await startVendor(({ path, method, headers, body }) => {
    if (path === '/authn/acme/host%2Faudit/authenticate')
      return method === 'POST' && body === 'key-1' ? { body: 'dG9rZW4=' } : { status: 401, body: '' };
    if (headers.authorization !== 'Token token="dG9rZW4="') return { status: 401, body: '' };
    if (path === '/policies/acme/policy/root') return { body: POLICY };
    return path === '/policies/acme/policy/odd'
      ? { body: 'hello: world\n' }
      : { status: 404, body: { error: { message: 'No such policy.' } } };
  });
  env = {
    ...{ CONJUR_APPLIANCE_URL: `${vendor.base}/`, CONJUR_ACCOUNT: 'acme', CONJUR_AUTHN_LOGIN: 'host/audit' },
    ...{ CONJUR_AUTHN_API_KEY: 'key-1', CONJUR_TOKEN: '', PLUMBLINE_URL: '', PLUMBLINE_TOKEN: '' },
  };
});
afterAll(() => {
  collector.close();
  vendor.close();
});

describe.skipIf(MISSING.length > 0)('the collector for Conjur, with a server that tests answer for', () => {
  it('writes the policy as Plumbline reads it, without values in annotations, and delivers it', async () => {
    const { code, out, said } = await collector.run(['--dry-run', 'conjur.example.com'], env);
    expect(code, said).toBe(0);
    expect(`${out}${said}`).not.toMatch(/hunter2|key-1|dG9rZW4/);
    const { inventory, skipped } = await conjur.read(sourceFromBytes(out));
    expect(skipped).toEqual([]);
    expect(inventory.principals.map(({ name }) => name)).toContain('deploy/web');
    expect(inventory.resources.map(({ name }) => name)).toContain('deploy/password');
    expect(inventory.grants).toContainEqual(
      expect.objectContaining({ principal: 'host:deploy/web', resource: 'variable:deploy/password' }),
    );
    // What stands beside a member that lost its value is still there.
    expect(JSON.parse(out).sections.policy.data).toContain('owner: rosa');
    const plumbline = { PLUMBLINE_URL: vendor.base, PLUMBLINE_TOKEN: 'good' };
    const sent = await collector.run(['conjur.example.com'], { ...env, ...plumbline });
    expect(sent).toMatchObject({ code: 0, said: expect.stringContaining('delivered: processed') });
    expect(vendor.asked.at(-1)?.query.get('source')).toBe('conjur');
  });

  it.each<[string[], Record<string, string>, number, string]>([
    [['--dry-run', 'a'], { CONJUR_AUTHN_API_KEY: 'wrong' }, 2, 'signing in failed (HTTP 401'],
    [['--dry-run', '--branch', 'none', 'a'], {}, 2, 'HTTP 404, No such policy. (servers before version 1.21'],
    [['--dry-run', '--branch', 'odd', 'a'], {}, 2, 'not a policy'],
    [['--dry-run', 'a'], { CONJUR_TOKEN: 'a b' }, 2, 'not base64'],
    [['--dry-run', '--policy', '/nowhere.yml', 'a'], {}, 1, 'cannot be read'],
    [['--dry-run', 'a'], { CONJUR_APPLIANCE_URL: '' }, 1, 'CONJUR_APPLIANCE_URL is not set'],
    [['a'], {}, 1, 'PLUMBLINE_URL is not set'],
    [['a/b'], {}, 1, 'is no name'],
    [[], {}, 1, 'usage:'],
  ])('called with %j and %j ends with %i and says why', async (args, more, code, words) => {
    expect(await collector.run(args, { ...env, ...more })).toMatchObject({
      code,
      said: expect.stringContaining(words),
    });
  });
});
