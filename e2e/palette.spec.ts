import { expect, test } from 'playwright/test';
import { deliver, expectAccessible, lintReport, listening, signInAs, uploadToken } from './support.ts';

const REPO = 'palette/searched-for';

test('the palette finds repositories, findings by their number, and actions, and does things', async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  await deliver(request, uploadToken(), { repo: REPO }, lintReport(2).replaceAll('weak-hash', 'palette-hash'));
  await signInAs(page.context(), 'admin');
  await page.goto('/ingest');
  const palette = page.getByRole('combobox', { name: 'Go to, or search' });
  const result = (name: string | RegExp) => page.getByRole('option', { name });
  const open = async () => {
    await page.keyboard.press('Control+k');
    await expect(palette).toBeFocused();
  };

  await listening(page);
  const account = page.getByRole('button', { name: /^Account of/ });
  await account.focus();
  await open();
  await page.keyboard.press('Escape');
  await expect(account).toBeFocused();
  await open();
  await expectAccessible(page);
  await palette.fill('searched-for#2');
  await expect(result(/palette\/searched-for#2/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/repositories/${REPO}/findings/2`);

  await open();
  await palette.fill('palette-hash fix');
  await result(/searched-for, closes 2 findings/).click();
  await expect(page).toHaveURL(/\/actions\/act_/);
  await expect(page.getByRole('heading', { name: 'What to do' })).toBeVisible();

  await open();
  await palette.fill('create token');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Create a token' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL('/integrations');

  await open();
  await palette.fill('dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('the palette never shows the answer to an earlier text', async ({ page, request }) => {
  await deliver(request, uploadToken(), { repo: REPO }, lintReport(2));
  await signInAs(page.context(), 'viewer');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/api\/v1\/repos\?.*q=palette(?:&|$)/, async (route) => {
    await held;
    await route.fallback().catch(() => {});
  });
  await page.goto('/ingest');
  await listening(page);
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('combobox', { name: 'Go to, or search' });
  const asked = page.waitForRequest(/\/api\/v1\/repos\?.*q=palette(?:&|$)/);
  await palette.fill('palette');
  await asked;
  await palette.fill('nothing-of-this-name');
  await expect(page.getByRole('option', { name: 'All findings with “nothing-of-this-name”' })).toBeVisible();
  release();
  await palette.fill('palette/searched-for');
  await expect(page.getByRole('option', { name: /^palette\/searched-for/ })).toBeVisible();
  await palette.fill('palette/searched-for and more');
  await expect(page.getByRole('option', { name: /^palette\/searched-for/ })).toHaveCount(0);
});
