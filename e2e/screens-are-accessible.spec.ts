import { globSync } from 'node:fs';
import { join } from 'node:path';
import { type APIRequestContext, type Browser, type BrowserContext, expect, type Page, test } from 'playwright/test';
import { hostileCode, hostilePackages, long } from './hostile-reports.ts';
import {
  cutOff,
  deliver,
  inaccessible,
  lintReport,
  report,
  sidewaysScroll,
  signInAs,
  uploadToken,
  watchConsole,
} from './support.ts';

const APP = join(import.meta.dirname, '../app');
// Workers that go through them side by side have repositories of their own.
const WORKER = process.env.TEST_PARALLEL_INDEX ?? '0';
const HELD = `accessible/held-${WORKER}`;
const HOSTILE = `${long('owner', 100)}/${WORKER}-${long('repository', 108)}`;

test.describe.configure({ mode: 'parallel' });

/**
 * Every page by its route, and the addresses at which it is looked at. A new page without a line here fails the first
 * test. Addresses that depend on what is delivered are added when it is.
 */
const pages: Record<string, [name: string, address: string][]> = {
  '/setup': [['setting up without a link', '/setup']],
  '/': [
    ['Today', '/'],
    ['Today in a scope with a long name', `/?scope=repo:${HOSTILE}`],
    ['a scope that is none', `/?scope=label:${long('label', 90)}`],
  ],
  '/second-factor': [['a second factor, not required', '/second-factor']],
  '/sign-in': [
    ['signing in', '/sign-in'],
    ['signing in, unknown', '/sign-in?refused=unknown&provider=github'],
    ['signing in, the second step', '/sign-in?step=code'],
  ],
  '/account': [['one’s own account', '/account']],
  '/account/mail': [['which mails one gets', '/account/mail']],
  '/account/alerts': [['one’s own alerts', '/account/alerts']],
  '/actions/[id]': [['no such action', '/actions/act_nothing']],
  '/audit': [
    ['the audit log', '/audit'],
    ['the audit log, long names', `/audit?target=${HOSTILE}`],
    ['the audit log, none', '/audit?who=nobody-has-this-name'],
  ],
  '/docs/api': [['the API reference', '/docs/api']],
  '/exceptions': [
    ['Exceptions', '/exceptions'],
    ['Exceptions that ended', '/exceptions?show=ended'],
  ],
  '/exceptions/rules': [
    ['Rules of exceptions', '/exceptions/rules'],
    ['a rule of exceptions', `/exceptions/rules?new=1&rule=${long('rule', 90)}&path=test/&repo=${HOSTILE}`],
  ],
  '/exceptions/statements': [
    ['Statements', '/exceptions/statements'],
    ['Statements, none', '/exceptions/statements?status=fixed&matched=yes'],
  ],
  '/findings': [
    ['Findings', '/findings'],
    ['Findings, none', '/findings?q=nothing-has-this-word'],
    ['Findings with long names', `/findings?repo=${HOSTILE}&state=open,branch`],
  ],
  '/findings/[id]': [['no such finding', '/findings/fnd_nothing']],
  '/ingest': [
    ['Ingest', '/ingest'],
    ['Ingest, rejected', '/ingest?state=rejected'],
  ],
  '/ingest/[id]': [['no such upload', '/ingest/upl_nothing']],
  '/integrations': [['Integrations', '/integrations']],
  '/mails': [
    ['mails', '/mails'],
    ['mails to everybody', '/mails?whose=all'],
    ['mails, none', '/mails?state=failed'],
  ],
  '/mails/[id]': [['no such mail', '/mails/999999']],
  '/integrations/feeds': [['Feeds', '/integrations/feeds']],
  '/integrations/issues': [['Issue trackers', '/integrations/issues']],
  '/integrations/webhooks': [['Webhooks', '/integrations/webhooks']],
  '/integrations/webhooks/[id]': [['no such webhook', '/integrations/webhooks/2000000000']],
  '/people': [
    ['People', '/people'],
    ['People, nobody', '/people?q=nobody-has-this-word'],
  ],
  '/queue': [
    ['the queue', '/queue'],
    ['the queue, nothing in it', '/queue?q=no-fix-has-this-word'],
    ['the queue with long names', `/queue?repo=${HOSTILE}`],
  ],
  '/policy': [
    ['Policy', '/policy'],
    ['own rules of a repository', `/policy?repo=${HOSTILE}`],
  ],
  '/policy/gates': [
    ['the history of gates', '/policy/gates'],
    ['the history of gates with long names', `/policy/gates?repo=${HOSTILE}`],
    ['no gate of a filter', `/policy/gates?repo=${HELD}&outcome=fail`],
  ],
  '/repositories': [['Repositories', '/repositories']],
  '/repositories/[...name]': [
    ['a repository', `/repositories/${HELD}`],
    ['a repository with long names', `/repositories/${HOSTILE}`],
    ['what is not there', '/repositories/no/such/thing'],
  ],
  '/repositories/[owner]/[name]/findings/[number]': [
    ['a finding', `/repositories/${HELD}/findings/1`],
    ['a finding with long names', `/repositories/${HOSTILE}/findings/1`],
    ['a finding of a package with long names', `/repositories/${HOSTILE}/findings/4`],
  ],
  '/settings': [['Settings', '/settings']],
  '/settings/digest': [['settings of the digest', '/settings/digest']],
  '/settings/sign-in': [['settings of signing in', '/settings/sign-in']],
  '/settings/organization': [['settings of the organization', '/settings/organization']],
  '/settings/teams': [
    ['Teams', '/settings/teams'],
    ['Teams, none', '/settings/teams?q=nothing-has-this-word'],
  ],
  '/settings/teams/[slug]': [['no such team', '/settings/teams/nothing']],
  '/settings/limits': [['limits of deliveries', '/settings/limits']],
  '/settings/sla': [['settings of due dates and exceptions', '/settings/sla']],
  '/settings/retention': [['settings of retention', '/settings/retention']],
  '/unsubscribe/[token]': [['a link of a mail that is cut off', '/unsubscribe/cut-off']],
  '/score': [['what the score means', '/score']],
};
const WITHOUT_SESSION = new Set(['/setup', '/sign-in', '/unsubscribe/[token]']);

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
  expect(Object.keys(pages).sort()).toEqual(routes.sort());
});

async function fill(request: APIRequestContext): Promise<void> {
  const token = uploadToken();
  const send = async (name: string, query: Record<string, string>, body: string | Buffer): Promise<void> => {
    const { id } = await deliver(request, token, query, body);
    pages['/ingest/[id]']?.push([name, `/ingest/${id}`]);
  };
  await send('an upload', { repo: HELD }, lintReport(30));
  await send('a held upload', { repo: HELD }, lintReport(1));
  const pipeline = long('pipeline', 120);
  await send('an upload with long names', { repo: HOSTILE, pipeline, label: long('label', 90) }, hostileCode());
  await send('an upload of packages', { repo: HOSTILE, pipeline: 'infra' }, hostilePackages());
  await send('an upload of a branch', { repo: HOSTILE, pipeline, ref: `feature/${long('branch', 90)}` }, lintReport(2));
  await deliver(request, token, { repo: HOSTILE, pipeline: 'infra' }, report('checkov', 'demo-checkov.json'));
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

/** Rows and items of long lists are drawn by the same code: after so many, more show nothing new and cost seconds. */
const REPEATED = 'main :is([role=row], tr, li):nth-child(n + 12)';
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
  for (const [name, address] of routes.flatMap((route) => pages[route] ?? [])) {
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

const signedIn = Object.keys(pages).filter((route) => !WITHOUT_SESSION.has(route));

for (const route of signedIn) {
  test(`${route} is accessible and fits at every width, light and dark`, async ({ browser }) => {
    test.setTimeout(180_000);
    admin ??= lookAsAdmin(browser);
    const looking = await admin;
    const { context } = looking;
    if (route === '/actions/[id]') pages[route]?.push(...(await actionsOf(context)));
    if (route === '/settings/teams/[slug]') pages[route]?.push(await hostileTeam(context));
    if (route === '/mails/[id]') pages[route]?.push(await testMail(context));
    if (route === '/ingest/[id]') pages[route]?.push(await refusedUpload(context));
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

async function refusedUpload(context: BrowserContext): Promise<[string, string]> {
  const answer = await context.request.get(`/api/v1/uploads?repo=${HOSTILE}&state=rejected&limit=1`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return ['a refused upload', `/ingest/${items[0]?.id}`];
}
