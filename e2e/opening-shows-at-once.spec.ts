import { expect, type Page, test } from 'playwright/test';
import { deliver, expectAccessible, lintReport, signInAs, uploadToken } from './support.ts';

const REPOSITORY = 'opening/slowly';
/** The list with this repository alone, however many others the installation has. */
const LIST = '/repositories?q=opening/slowly';

test.beforeEach(async ({ page, request }) => {
  await deliver(request, uploadToken(), { repo: REPOSITORY }, lintReport(2));
  await signInAs(page.context(), 'viewer');
  await page.goto(LIST, { waitUntil: 'networkidle' });
});

/** Keeps the repository's screen back until it is released. */
async function holdScreen(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(
    ({ pathname }) => pathname === `/repositories/${REPOSITORY}`,
    async (route) => {
      if (route.request().headers()['next-router-prefetch'] === undefined) await promise;
      await route.continue();
    },
  );
  return resolve;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a link says that its screen is coming, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const release = await holdScreen(page);
    const link = page.getByRole('link', { name: REPOSITORY }).first();
    await expect(link.getByRole('status')).toHaveCount(0);
    await link.click();
    await expect(link.getByRole('status')).toHaveText('Loading');
    await expect(link).toHaveCSS('cursor', 'progress');
    await expectAccessible(page);
    await expect(page).toHaveURL(LIST);
    release();
    await expect(page).toHaveURL(`/repositories/${REPOSITORY}`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(REPOSITORY);
  });
}

test('a table says that the row opened by keyboard is coming', async ({ page }) => {
  const release = await holdScreen(page);
  const table = page.getByRole('table', { name: 'Repositories' });
  await expect(table).toHaveAttribute('aria-busy', 'false');
  const rows = table.getByRole('row');
  const index = (await rows.allTextContents()).findIndex((text) => text.includes('slowly'));
  expect(index).toBeGreaterThan(0);
  for (let key = 0; key < index; key += 1) await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(table).toHaveAttribute('aria-busy', 'true');
  release();
  await expect(page).toHaveURL(`/repositories/${REPOSITORY}`);
});
