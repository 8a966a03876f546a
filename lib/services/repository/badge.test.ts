import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getAudit } from '#lib/views/audit/get-audit.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { serveBadge } from '#lib/web/serve-badge.ts';
import { type Harness, sarifOf, startHarness } from '../testing.ts';
import { changeRepository } from './change-repository.ts';

let harness: Harness;
let address: string;

beforeAll(async () => {
  harness = await startHarness();
  await harness.deliver({ repo: 'acme/web' }, sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call(a);' }]));
  address = await allow('acme/web');
});
afterAll(() => harness.close());

async function allow(repo: string): Promise<string> {
  await changeRepository(harness.ctx, repo, { badge: true });
  return (await getRepository(harness.ctx, repo)).badge ?? 'none';
}

const look = (url: string, headers = {}) => serveBadge(harness, new Request(url, { headers }));
const shown = async (url: string) => (await look(url)).text();

describe('the badge of a repository', () => {
  it('shows grade and score of its page, and not its name', async () => {
    const { score, grade } = (await getRepository(harness.ctx, 'acme/web')).repository;
    const svg = await shown(address);
    expect(svg).toContain(`aria-label="posture: ${grade} ${score?.toFixed(1)}"`);
    expect(address + svg).not.toContain('acme');
  });

  it('is a picture that caches may keep, and that can do nothing', async () => {
    const { headers } = await look(address);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'public, max-age=300, must-revalidate',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect((await look(address, { 'if-none-match': headers.get('etag') })).status).toBe(304);
  });

  it('follows the repository: archived ones are not judged, unmeasured ones neither', async () => {
    await changeRepository(harness.ctx, 'acme/web', { archived: true });
    expect(await shown(address)).toContain('posture: archived');
    await changeRepository(harness.ctx, 'acme/web', { archived: false });
    await harness.deliver({ repo: 'acme/branch', ref: 'feature' }, sarifOf([]));
    const { score } = (await getRepository(harness.ctx, 'acme/branch')).repository;
    expect([score, await shown(await allow('acme/branch'))]).toEqual([
      null,
      expect.stringContaining('posture: not measured'),
    ]);
  });

  it('has one address until it is taken back, and never that one again', async () => {
    expect(await allow('acme/web')).toBe(address);
    await changeRepository(harness.ctx, 'acme/web', { badge: false });
    expect((await getRepository(harness.ctx, 'acme/web')).badge).toBe(null);
    await expect(look(address)).rejects.toMatchObject({ code: 'not_found' });
    const next = await allow('acme/web');
    await expect(look(address)).rejects.toMatchObject({ code: 'not_found' });
    expect(await shown(next)).toContain('posture: ');
    address = next;
  });

  it.each([
    ['another organization', (name: string) => name.replace(/^[0-9a-z]+/, 'zz')],
    ['a number that no organization has', (name: string) => name.replace(/^[0-9a-z]+/, 'zzzzzz')],
    ['another key', (name: string) => name.replace(/.\.svg$/, '~.svg')],
    ['nothing', () => ''],
  ])('is not there for %s', async (_, changed) => {
    const [path, name = ''] = [address.slice(0, address.lastIndexOf('/') + 1), address.split('/').at(-1)];
    await expect(look(path + changed(name))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is noted in the audit log, without its address', async () => {
    const { items } = await getAudit(harness.ctx, { verb: 'repository.changed', limit: 50 });
    const details = items.map(({ detail }) => JSON.stringify(detail));
    expect(details.some((detail) => detail.includes('off → on'))).toBe(true);
    const key = address.split('.').at(-2) ?? '';
    expect([key.length, details.filter((detail) => detail.includes(key))]).toEqual([20, []]);
  });
});
