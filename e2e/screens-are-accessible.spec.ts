import { expect, test } from 'playwright/test';
import {
  deliver,
  expectAccessible,
  expectNoSidewaysScroll,
  lintReport,
  report,
  signInAs,
  uploadToken,
  watchConsole,
} from './support.ts';

const LONG =
  'an-organization-with-a-very-long-name-indeed/and-a-subgroup-of-some-length/a-repository-whose-name-does-not-want-to-end';
const HELD = 'accessible/held';
const screens = new Map<string, string>([
  ['Today', '/'],
  ['what the score means', '/score'],
  ['Findings', '/findings'],
  ['Repositories', '/repositories'],
  ['a repository', `/repositories/${HELD}`],
  ['a repository with a long name', `/repositories/${LONG}`],
  ['Ingest', '/ingest'],
  ['Integrations', '/integrations'],
  ['what is not there', '/repositories/no/such/thing'],
  ['the API reference', '/docs/api'],
]);

test.beforeAll(async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL: baseURL ?? '' });
  const token = uploadToken();
  await deliver(request, token, { repo: HELD }, lintReport(30));
  const held = await deliver(request, token, { repo: HELD }, lintReport(1));
  const ref = 'feature/a-branch-with-a-long-name-and-a-ticket-ABC-12345';
  await deliver(
    request,
    token,
    { repo: LONG, pipeline: 'a pipeline with a long name that goes on', ref },
    lintReport(2),
  );
  await deliver(request, token, { repo: LONG, pipeline: 'infra' }, report('checkov', 'demo-checkov.json'));
  screens.set('a held upload', `/ingest/${held.id}`);
  await request.dispose();
});

for (const [size, viewport] of [
  ['1440 px', { width: 1440, height: 900 }],
  ['390 px', { width: 390, height: 844 }],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every screen is accessible and fits at ${size}, ${colorScheme}`, async ({ browser, baseURL }) => {
      test.setTimeout(180_000);
      const context = await browser.newContext({ baseURL: baseURL ?? '', viewport, colorScheme });
      await signInAs(context, 'admin');
      const page = await context.newPage();
      const complaints = watchConsole(page);
      for (const [name, address] of screens) {
        await test.step(name, async () => {
          const status = (await page.goto(address))?.status();
          await expect(page.locator('main').getByRole('heading').first()).toBeVisible();
          await expectAccessible(page);
          await expectNoSidewaysScroll(page);
          // The browser itself reports the status of an address that names nothing.
          const expected = status === 404 ? complaints().filter((text) => !text.includes('404')) : complaints();
          expect(expected).toEqual([]);
          complaints().length = 0;
        });
      }
      await context.close();
    });
  }
}

test('the frame works by keyboard: palette, menu of a phone, theme', async ({ page }) => {
  await signInAs(page.context(), 'admin');
  await page.goto('/repositories');
  await expect(page.getByRole('table', { name: 'Repositories' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Go to, or search…').fill(HELD);
  await page
    .getByRole('option', { name: new RegExp(HELD) })
    .first()
    .click();
  await expect(page).toHaveURL(`/repositories/${HELD}`);
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(page).toHaveURL('/ingest');
  await page.getByRole('button', { name: /^Theme: / }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('the API reference is shown in the chosen theme', async ({ page, context, baseURL }) => {
  const complaints = watchConsole(page);
  await page.emulateMedia({ colorScheme: 'light' });
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.goto('/docs/api');
  const light = await background();
  await context.addCookies([{ name: 'plumbline-theme', value: 'dark', url: baseURL ?? '' }]);
  await page.goto('/docs/api');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await background()).not.toBe(light);
  await expect(page.getByText(`Addresses begin with ${baseURL}`)).toBeVisible();
  expect(complaints()).toEqual([]);
});

test('signing out leaves nothing open', async ({ page }) => {
  await signInAs(page.context(), 'viewer');
  await page.goto('/');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await page.goto('/ingest');
  await expect(page).toHaveURL('/sign-in?next=%2Fingest');
});
