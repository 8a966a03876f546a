import { type BrowserContext, expect, type Page, type Request, test } from 'playwright/test';
import { deliver, lintReport, signInAs, uploadToken } from './support.ts';

const KB = 1000;
/** Bytes transferred before any user interaction. */
const MOST_SCRIPT = 220 * KB;
const MOST_SCRIPT_SIGNING_IN = 120 * KB;
const MOST_PREFETCHES = 8;
/** Enough rows that a prefetch for every link would exceed the limit. */
const REPOSITORIES = 24;

const SHOWN = 'first-load/repository-0';
const screens = new Map<string, string>([
  ['Today', '/'],
  ['what the score means', '/score'],
  ['Findings', '/findings'],
  ['Repositories', '/repositories'],
  ['a repository', `/repositories/${SHOWN}`],
  ['a finding', `/repositories/${SHOWN}/findings/1`],
  ['Ingest', '/ingest'],
  ['Integrations', '/integrations'],
  ['what is not there', '/repositories/first-load/nothing'],
]);

test.beforeAll(async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL: baseURL ?? '' });
  const token = uploadToken();
  for (let index = 0; index < REPOSITORIES; index += 1) {
    const { id } = await deliver(request, token, { repo: `first-load/repository-${index}` }, lintReport(3));
    screens.set('an upload', `/ingest/${id}`);
  }
  await request.dispose();
});

/** Transferred bytes of scripts, with an empty cache. */
async function scriptBytes(page: Page): Promise<number> {
  return page.evaluate(() => {
    const entries = performance
      .getEntriesByType('resource')
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'));
    const sizes = new Map(entries.map((entry) => [entry.name, (entry as PerformanceResourceTiming).encodedBodySize]));
    return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  });
}

const isPrefetch = (request: Request): boolean => request.headers()['next-router-prefetch'] !== undefined;

async function load(context: BrowserContext, address: string): Promise<{ bytes: number; prefetches: string[] }> {
  const page = await context.newPage();
  const prefetches: string[] = [];
  page.on('request', (request) => {
    if (isPrefetch(request)) prefetches.push(request.url());
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  const bytes = await scriptBytes(page);
  await page.close();
  return { bytes, prefetches };
}

test('signing in loads little script', async ({ context }) => {
  const { bytes } = await load(context, '/sign-in');
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT_SIGNING_IN);
});

test('the API reference loads no script', async ({ context }) => {
  expect((await load(context, '/docs/api')).bytes).toBe(0);
});

test('no screen loads much script or prefetches screens without interaction', async ({
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
      const { bytes, prefetches } = await load(context, address);
      expect(bytes, name).toBeGreaterThan(0);
      expect(bytes, name).toBeLessThanOrEqual(MOST_SCRIPT);
      expect(prefetches.length, `${name}: ${prefetches.join(' ')}`).toBeLessThanOrEqual(MOST_PREFETCHES);
      await context.close();
    });
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
