import { globSync } from 'node:fs';
import { join } from 'node:path';
import { type APIRequestContext, type Browser, type BrowserContext, expect, type Page, test } from 'playwright/test';
import { hostileCode, hostilePackages, long } from './hostile-reports.ts';
import { HELD, HOSTILE, screens, WITHOUT_SESSION, WORKER } from './screens.ts';
import {
  cutOff,
  deliver,
  inaccessible,
  inDatabase,
  lintReport,
  report,
  sidewaysScroll,
  signInAs,
  uploadToken,
  watchConsole,
} from './support.ts';

const WORKFLOW = 'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm test\n';

const APP = join(import.meta.dirname, '../app');

test.describe.configure({ mode: 'parallel' });

/** `app/(dashboard)/findings/(list)/page.tsx` is at `/findings`. */
const routeOf = (file: string): string =>
  `/${file
    .split('/')
    .slice(0, -1)
    .filter((part) => !part.startsWith('('))
    .join('/')}`;

test('every page of the application is looked at', () => {
  const routes = globSync('**/page.tsx', { cwd: APP }).map(routeOf);
  expect(routes.length).toBeGreaterThan(10);
  expect(Object.keys(screens).sort()).toEqual(routes.sort());
});

async function fill(request: APIRequestContext): Promise<void> {
  const token = uploadToken();
  const send = async (name: string, query: Record<string, string>, body: string | Buffer): Promise<void> => {
    const { id } = await deliver(request, token, query, body);
    screens['/ingest/[id]']?.push([name, `/ingest/${id}`]);
  };
  await send('an upload', { repo: HELD }, lintReport(30));
  await send('a held upload', { repo: HELD }, lintReport(1));
  const pipeline = long('pipeline', 120);
  await send('an upload with long names', { repo: HOSTILE, pipeline, label: long('label', 90) }, hostileCode());
  await send('an upload of packages', { repo: HOSTILE, pipeline: 'infra' }, hostilePackages());
  await send('an upload of a branch', { repo: HOSTILE, pipeline, ref: `feature/${long('branch', 90)}` }, lintReport(2));
  await deliver(request, token, { repo: HOSTILE, pipeline: 'infra' }, report('checkov', 'demo-checkov.json'));
  await deliver(request, token, { repo: HELD, pipeline: 'files', path: '.github/workflows/ci.yml' }, WORKFLOW);
  const refused = await request.post(`/api/v1/uploads?repo=${HOSTILE}&wait=60`, {
    headers: { authorization: `Bearer ${token}` },
    data: `{"${long('key', 300)}": [1, 2`,
  });
  expect(refused.status()).toBe(422);
}

test.beforeAll(async ({ playwright, baseURL }) => {
  test.setTimeout(120_000);
  const request = await playwright.request.newContext({ baseURL: baseURL ?? '' });
  await fill(request);
  await request.dispose();
});

/** What a width can change is everything; what a theme can change is colour, which is looked at where most is shown. */
const COLOURS = { only: ['color-contrast', 'link-in-text-block'] };
/** The size of targets is new in WCAG 2.2, and not looked at unless asked for. */
const ALL = { also: ['target-size'] };
/** Between phone and desk the same parts stand closer together. */
const PLACES = { only: ['target-size', 'scrollable-region-focusable'] };
const LOOKS = [
  { width: 1440, colorScheme: 'light', rules: ALL },
  { width: 1440, colorScheme: 'dark', rules: COLOURS },
  { width: 768, colorScheme: 'dark', rules: null },
  { width: 768, colorScheme: 'light', rules: PLACES },
  { width: 390, colorScheme: 'light', rules: ALL },
  { width: 390, colorScheme: 'dark', rules: COLOURS },
] as const;

/**
 * Rows and items of long lists, and what is said of one address after the other, are drawn by the same code: after so many, more show
 * nothing new and cost seconds.
 */
const REPEATED = 'main :is([role=row], tr, li):nth-child(n + 12), main article:nth-of-type(n + 4)';
/** Long as a book, and nothing but text that flows: looked at in full at one width. */
const FLOWS = '/docs/api';

interface Looking {
  context: BrowserContext;
  page: Page;
  complaints: () => string[];
}

/** One for all screens: a page of its own for each takes three times as long to begin, and nothing that a test is about. */
async function look(browser: Browser): Promise<Looking> {
  const context = await browser.newContext();
  const page = await context.newPage();
  return { context, page, complaints: watchConsole(page) };
}

let admin: Promise<Looking> | null = null;

async function lookAsAdmin(browser: Browser): Promise<Looking> {
  const looking = await look(browser);
  await signInAs(looking.context, 'admin');
  return looking;
}

/** Everything that is wrong with a screen at any width and in either theme, in one list. */
async function wrongWith({ page, complaints }: Looking, address: string): Promise<string[]> {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  const { length: before } = complaints();
  const status = (await page.goto(address))?.status();
  await expect(page.getByRole('heading').first()).toBeVisible();
  const wrong: string[] = [];
  for (const { width, colorScheme, rules } of LOOKS) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const beyond = await sidewaysScroll(page);
    const isSeen = rules === null || (address === FLOWS && width !== 1440);
    const said = isSeen ? [] : await inaccessible(page, { ...rules, without: REPEATED });
    if (beyond > 0) said.push(`scrolls sideways by ${beyond} px`);
    if (colorScheme === 'light') said.push(...(await cutOff(page)));
    wrong.push(...said.map((what) => `${width} px, ${colorScheme}: ${what}`));
  }
  // The browser itself reports the status of an address that names nothing.
  wrong.push(
    ...complaints()
      .slice(before)
      .filter((text) => status !== 404 || !text.includes('404')),
  );
  return wrong;
}

async function checkAll(looking: Looking, routes: readonly string[]): Promise<void> {
  for (const [name, address] of routes.flatMap((route) => screens[route] ?? [])) {
    await test.step(name, async () => {
      expect.soft(await wrongWith(looking, address), `${name}, ${address.slice(0, 80)}`).toEqual([]);
    });
  }
}

/** A team with long names; developers go on seeing everything, as other tests want it. */
async function hostileTeam({ request }: BrowserContext): Promise<[string, string]> {
  const slug = `team-${WORKER}-${'t'.repeat(55)}`;
  const send = async (method: 'POST' | 'PATCH', path: string, data: object, expected: number) => {
    const answer = await request.fetch(path, { method, data, headers: { 'sec-fetch-site': 'same-origin' } });
    expect(answer.status(), await answer.text()).toBe(expected);
  };
  await send('POST', '/api/v1/teams', { name: long('Team', 100), slug }, 201);
  await send('PATCH', '/api/v1/teams', { developers_see: 'organization' }, 204);
  await send('PATCH', `/api/v1/teams/${slug}/patterns`, { add: [HOSTILE] }, 200);
  return ['a team with long names', `/settings/teams/${slug}`];
}

const signedIn = Object.keys(screens).filter((route) => !WITHOUT_SESSION.has(route));

for (const route of signedIn) {
  test(`${route} is accessible and fits at every width, light and dark`, async ({ browser }) => {
    test.setTimeout(180_000);
    admin ??= lookAsAdmin(browser);
    const looking = await admin;
    const { context } = looking;
    if (route === '/actions/[id]') screens[route]?.push(...(await actionsOf(context)));
    if (route === '/settings/teams/[slug]') screens[route]?.push(await hostileTeam(context));
    if (route === '/mails/[id]') screens[route]?.push(await testMail(context));
    if (route === '/score') await stateThisWeek(context);
    if (route === '/ingest/[id]') screens[route]?.push(await refusedUpload(context));
    await checkAll(looking, [route]);
  });
}

test('what is seen without signing in is accessible and fits, too', async ({ browser }) => {
  await checkAll(await look(browser), [...WITHOUT_SESSION]);
});

/** The pages of actions in both repositories. */
async function actionsOf(context: BrowserContext): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for (const repo of [HELD, HOSTILE]) {
    const answer = await context.request.get(`/api/v1/actions?repo=${repo}&limit=1`);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    for (const { id } of items) found.push([`an action of ${repo.slice(0, 20)}`, `/actions/${id}`]);
  }
  expect(found).toHaveLength(2);
  return found;
}

/** A mail to the administrator: one a minute, which another test may have made. */
async function testMail({ request }: BrowserContext): Promise<[string, string]> {
  await request.post('/api/v1/mails/test', { headers: { 'sec-fetch-site': 'same-origin' } });
  const { items } = (await (await request.get('/api/v1/mails')).json()) as { items: { id: number }[] };
  return ['a mail', `/mails/${items[0]?.id}`];
}

/** What each week is stated at some minute of the hour, which no test waits for. */
async function stateThisWeek({ request }: BrowserContext): Promise<void> {
  await inDatabase((sql) => sql`select graphile_worker.add_job('state_posture')`);
  const stated = async () =>
    ((await (await request.get('/api/v1/posture/statements')).json()) as { items: unknown[] }).items.length;
  await expect.poll(stated).toBeGreaterThan(0);
}

async function refusedUpload(context: BrowserContext): Promise<[string, string]> {
  const answer = await context.request.get(`/api/v1/uploads?repo=${HOSTILE}&state=rejected&limit=1`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return ['a refused upload', `/ingest/${items[0]?.id}`];
}
