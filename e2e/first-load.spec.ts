import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type BrowserContext, expect, type Page, type Request, test } from 'playwright/test';
import { deliver, lintReport, plumbline, ROOT, signInAs, uploadToken } from './support.ts';

const KB = 1000;
/** Bytes transferred before any user interaction. */
const MOST_SCRIPT = 220 * KB;
const MOST_SCRIPT_SIGNING_IN = 120 * KB;
const MOST_FONT = 70 * KB;
const MOST_PREFETCHES = 8;
/** How far what is shown moves by itself, as browsers add it up. */
const MOST_SHIFT = 0.02;
/** Enough rows that a prefetch for every link would exceed the limit. */
const REPOSITORIES = 24;

const SHOWN = 'first-load/repository-0';
const screens = new Map<string, string>([
  ['Today', '/'],
  ['Today in a scope', `/?scope=repo:${SHOWN}`],
  ['what the score means', '/score'],
  ['the queue', '/queue'],
  ['Findings', '/findings'],
  ['Repositories', '/repositories'],
  ['a repository', `/repositories/${SHOWN}`],
  ['its trend', `/repositories/${SHOWN}/trend`],
  ['its findings', `/repositories/${SHOWN}/findings`],
  ['its actions', `/repositories/${SHOWN}/actions`],
  ['its coverage', `/repositories/${SHOWN}/coverage`],
  ['a finding', `/repositories/${SHOWN}/findings/1`],
  ['Exceptions', '/exceptions'],
  ['rules of exceptions', '/exceptions/rules'],
  ['Trends', '/trends'],
  ['what moved the score', '/trends/ledger'],
  ['Reports', '/reports'],
  ['Frameworks', '/frameworks'],
  ['Coverage', '/coverage'],
  ['the cadence of reports', '/coverage/cadence'],
  ['Privileges', '/privileges'],
  ['ways to production', '/privileges/paths'],
  ['Pipelines', '/pipelines'],
  ['Policy', '/policy'],
  ['the history of gates', '/policy/gates'],
  ['Ingest', '/ingest'],
  ['the audit log', '/audit'],
  ['Integrations', '/integrations'],
  ['Webhooks', '/integrations/webhooks'],
  ['Issue trackers', '/integrations/issues'],
  ['Feeds', '/integrations/feeds'],
  ['People', '/people'],
  ['your account', '/account'],
  ['mails', '/mails'],
  ['settings of the digest', '/settings/digest'],
  ['your alerts', '/account/alerts'],
  ['what is not there', '/repositories/first-load/nothing'],
]);

test.beforeAll(async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL: baseURL ?? '' });
  const token = uploadToken();
  for (let index = 0; index < REPOSITORIES; index += 1) {
    const { id } = await deliver(request, token, { repo: `first-load/repository-${index}` }, lintReport(3));
    screens.set('an upload', `/ingest/${id}`);
  }
  const reader = plumbline('token', 'create', '--kind', 'api', '--role', 'viewer', '--name', 'first load');
  const actions = await request.get(`/api/v1/actions?repo=${SHOWN}`, {
    headers: { authorization: `Bearer ${reader}` },
  });
  const { items } = (await actions.json()) as { items: { url: string }[] };
  screens.set('an action', items[0]?.url ?? '');
  await request.dispose();
});

/** Transferred bytes of files whose name ends so, with an empty cache. */
async function bytesOf(page: Page, ending: string): Promise<number> {
  return page.evaluate((end) => {
    const entries = performance.getEntriesByType('resource').filter(({ name }) => new URL(name).pathname.endsWith(end));
    const sizes = new Map(entries.map((entry) => [entry.name, (entry as PerformanceResourceTiming).encodedBodySize]));
    return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  }, ending);
}

/** How far things moved since the page began, without those that somebody caused. */
async function shiftOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            if (Reflect.get(entry, 'hadRecentInput') === false) sum += Number(Reflect.get(entry, 'value'));
          }
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        // What was recorded before is reported with the next frame.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );
}

const isPrefetch = (request: Request): boolean => request.headers()['next-router-prefetch'] !== undefined;

interface Loaded {
  script: number;
  font: number;
  shift: number;
  prefetches: string[];
}

async function load(context: BrowserContext, address: string): Promise<Loaded> {
  const page = await context.newPage();
  const prefetches: string[] = [];
  page.on('request', (request) => {
    if (isPrefetch(request)) prefetches.push(request.url());
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  const [script, font, shift] = [await bytesOf(page, '.js'), await bytesOf(page, '.woff2'), await shiftOf(page)];
  await page.close();
  return { script, font, shift, prefetches };
}

test('signing in, and stopping mails, load little script', async ({ context }) => {
  for (const address of ['/sign-in', '/unsubscribe/none']) {
    const { script } = await load(context, address);
    expect(script, address).toBeGreaterThan(0);
    expect(script, address).toBeLessThanOrEqual(MOST_SCRIPT_SIGNING_IN);
  }
});

test('the API reference loads no script', async ({ context }) => {
  expect((await load(context, '/docs/api')).script).toBe(0);
});

test('no screen loads much script or fonts, prefetches screens without interaction, or moves while it loads', async ({
  browser,
  baseURL,
  context: signedIn,
}) => {
  test.setTimeout(180_000);
  await signInAs(signedIn, 'admin');
  const storageState = await signedIn.storageState();
  for (const [name, address] of screens) {
    await test.step(name, async () => {
      // A new context has an empty cache.
      const context = await browser.newContext({ baseURL: baseURL ?? '', storageState });
      const { script, font, shift, prefetches } = await load(context, address);
      expect(script, name).toBeGreaterThan(0);
      expect(script, name).toBeLessThanOrEqual(MOST_SCRIPT);
      expect(font, name).toBeGreaterThan(0);
      expect(font, name).toBeLessThanOrEqual(MOST_FONT);
      expect(shift, name).toBeLessThanOrEqual(MOST_SHIFT);
      expect(prefetches.length, `${name}: ${prefetches.join(' ')}`).toBeLessThanOrEqual(MOST_PREFETCHES);
      await context.close();
    });
  }
});

test('the banner of the demo moves nothing: it comes with the page', async ({ page }) => {
  await signInAs(page.context(), 'admin');
  // The first repositories are enough for the banner, and the whole demo takes minutes.
  const loading = spawn(process.execPath, ['scripts/plumbline.ts', 'demo', 'load', '--force'], { cwd: ROOT });
  const stop = async () => {
    loading.kill();
    if (loading.exitCode === null && loading.signalCode === null) await once(loading, 'exit');
  };
  try {
    const repositories = async (): Promise<number> => {
      const demo = await page.request.get('/api/v1/demo');
      return ((await demo.json()) as { repositories: number }).repositories;
    };
    await expect.poll(repositories, { timeout: 30_000 }).toBeGreaterThan(0);
    // What arrives while a person looks may add rows to Today.
    await stop();
    await page.goto('/', { waitUntil: 'networkidle' });
    await expect(page.getByRole('complementary', { name: 'Demo data' })).toBeVisible();
    expect(await shiftOf(page)).toBeLessThanOrEqual(MOST_SHIFT);
  } finally {
    await stop();
    plumbline('demo', 'remove');
  }
});

test('a link prefetches its screen on hover', async ({ page }) => {
  await signInAs(page.context(), 'viewer');
  await page.goto('/repositories', { waitUntil: 'networkidle' });
  const asked = page.waitForRequest(
    (request) => isPrefetch(request) && new URL(request.url()).pathname === `/repositories/${SHOWN}`,
  );
  await page.getByRole('link', { name: SHOWN, exact: true }).first().hover();
  await asked;
});
