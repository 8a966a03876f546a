import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { cyberark } from '#lib/inventories/cyberark/read.ts';
import { soundVault } from '#lib/inventories/cyberark/testing.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';

const SCRIPT = resolve(import.meta.dirname, '../collectors/collect-cyberark.sh');
const missing = ['jq', 'curl'].filter((tool) => spawnSync(tool, ['--version']).status !== 0);

type Row = Record<string, unknown>;

const dataOf = (name: string): Row[] => (soundVault().sections[name] as { data: Row[] }).data;
const SAFES = [...dataOf('safes'), { safeName: 'Web / Test', safeUrlId: 'Web %2F Test', safeNumber: 43 }];
const USERS = dataOf('users');
/** What the list of users leaves out. */
const DETAILS = ['enableUser', 'suspended', 'expiryDate', 'lastSuccessfulLoginDate', 'authenticationMethod'];

const listed = USERS.map((user) =>
  Object.fromEntries(Object.entries(user).filter(([name]) => !DETAILS.includes(name))),
);

/** What PVWA answers; lists have pages of two rows. */
function answerOf(path: string, query: URLSearchParams): unknown {
  const offset = Number(query.get('offset'));
  const page = (rows: readonly unknown[]): unknown => ({
    value: rows.slice(offset, offset + 2),
    count: rows.length,
    ...(offset + 2 < rows.length ? { nextLink: `api?offset=${offset + 2}` } : {}),
  });
  if (path === 'Safes') return page(SAFES);
  if (path === 'Safes/Prod-DB/Members') return page((dataOf('safe_members')[0]?.data as Row[] | undefined) ?? []);
  if (path === 'Accounts') return page([{ ...dataOf('accounts')[0], secret: 'hunter2' }]);
  if (path === 'UserGroups') return page(dataOf('groups'));
  if (path === 'Users') return { Users: listed, Total: listed.length };
  const user = USERS.find(({ id }) => path === `Users/${id}`);
  // One of them may not be seen.
  return user?.id === 14 ? undefined : user;
}

let server: Server;
let base = '';
const asked: { path: string; authorization: string | undefined; body: string }[] = [];

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const { authorization } = request.headers;
    const body = await bodyOf(request);
    asked.push({ path: pathname, authorization, body });
    const say = (status: number, what: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(what));
    };
    if (pathname === '/api/v1/inventories') {
      if (authorization !== 'Bearer good') return say(403, { detail: 'This token may not.' });
      return say(200, { status: 'processed', introduced: 3, fixed: 1, url: 'http://x/ingest/1' });
    }
    const path = pathname.replace('/PasswordVault/API/', '').replace(/\/$/, '');
    if (path === 'auth/ldap/Logon') {
      const { password } = JSON.parse(body) as { password: string };
      return password === 'right' ? say(200, 'session-1') : say(403, { ErrorMessage: 'Authentication failure.' });
    }
    if (authorization !== 'session-1') return say(401, { ErrorMessage: 'The session is over.' });
    if (path === 'auth/Logoff') return say(200, {});
    const answer = answerOf(path, searchParams);
    return answer === undefined
      ? say(404, { ErrorCode: 'PASWS001E', ErrorMessage: 'It is not there.' })
      : say(200, answer);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

function collect(args: string[], env: Record<string, string> = {}) {
  const known = { PVWA_URL: base, PVWA_USER: 'audit', PVWA_PASSWORD: 'right', PVWA_AUTH: 'ldap' };
  const options = { env: { ...process.env, ...known, ...env }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise<{ code: number | string; out: string; said: string }>((done) => {
    execFile('sh', [SCRIPT, ...args], options, (error, out, said) => done({ code: error?.code ?? 0, out, said }));
  });
}

const skipped = missing.length === 0 ? '' : ` (not run: ${missing.join(' and ')} must be installed)`;

describe.skipIf(missing.length > 0)(
  `the collector for CyberArk, with a PVWA that tests answer for${skipped}`,
  { timeout: 60_000 },
  () => {
    it('collects every page, says of each section whether it could, and ends its session', async () => {
      const { code, out, said } = await collect(['--dry-run', 'vault-eu']);
      expect(code, said).toBe(0);
      const { sections, ...head } = JSON.parse(out);
      expect(head).toMatchObject({ schema: 'inventory/v1', source: 'cyberark', scope: 'vault-eu' });
      expect(sections.users.data).toHaveLength(USERS.length);
      expect(sections.platforms).toEqual({ status: 'failed', http: 404, reason: 'It is not there.' });
      expect(sections.safe_members.data.map(({ safe, status }: Row) => [safe, status])).toEqual([
        ['Prod-DB', 'ok'],
        ['Web / Test', 'failed'],
      ]);
      expect(asked.map(({ path }) => path)).toContain('/PasswordVault/API/Safes/Web%20%252F%20Test/Members');
      expect(asked.at(-1)?.path).toBe('/PasswordVault/API/auth/Logoff/');
      expect(`${out}${said}`).not.toMatch(/hunter2|session-1|right/);
    });

    it('writes what Plumbline reads, with what is not known as such', async () => {
      const { out } = await collect(['--dry-run', 'vault-eu']);
      const { inventory, skipped: unread } = await cyberark.read(sourceFromBytes(out));
      expect(unread).toEqual([]);
      expect(inventory.principals.find(({ name }) => name === 'olga')?.suspended).toBe(null);
      expect(inventory.principals.find(({ name }) => name === 'rosa')?.suspended).toBe(false);
      const { rules } = judgeInventory(inventory);
      expect(Object.fromEntries(rules)).toMatchObject({
        'account-unmanaged': 'pass',
        'disabled-keeps-rights': 'unknown',
        'dual-control-off': 'unknown',
        'safe-too-many-readers': 'unknown',
        'shared-checkout': 'unknown',
      });
    });

    it('delivers to Plumbline, and says when it is refused', async () => {
      const sent = await collect(['--strict', 'vault-eu'], { PLUMBLINE_URL: `${base}/`, PLUMBLINE_TOKEN: 'good' });
      expect(sent).toMatchObject({
        code: 4,
        out: '',
        said: expect.stringContaining('delivered: processed, 3 new, 1 fixed'),
      });
      const refused = await collect(['vault-eu'], { PLUMBLINE_URL: base, PLUMBLINE_TOKEN: 'bad' });
      expect(refused).toMatchObject({ code: 3, said: expect.stringContaining('HTTP 403): This token may not.') });
    });

    it.each([
      [[], {}, 1, 'usage:'],
      [['a', 'b'], {}, 1, 'one vault'],
      [['a/b'], {}, 1, 'is no name'],
      [['a'], {}, 1, 'PLUMBLINE_URL is not set'],
      [['--dry-run', 'a'], { PVWA_PASSWORD: '' }, 1, 'set PVWA_USER and PVWA_PASSWORD'],
      [['--dry-run', 'a'], { PVWA_AUTH: 'magic' }, 1, 'PVWA_AUTH'],
      [['--dry-run', 'a'], { PVWA_PASSWORD: 'wrong' }, 2, 'signing in failed (HTTP 403): Authentication failure.'],
      [['--dry-run', 'a'], { PVWA_TOKEN: 'old' }, 2, 'nothing of'],
    ])('called with %j and %j ends with %i and says why', async (args, env, code, words) => {
      expect(await collect(args, env)).toMatchObject({ code, said: expect.stringContaining(words) });
    });

    it('says in its own words what it needs, and no tool that it does not use', () => {
      const text = readFileSync(SCRIPT, 'utf8');
      expect(text).toContain('cyberark/NAME');
      expect(text).not.toMatch(/\beval\b|--insecure|-k /);
    });
  },
);
