import { expect, test } from 'playwright/test';
import { deliver, lintReport, listening, signInAs, signInAsNew, uploadToken, watchConsole } from './support.ts';

const REPO = 'frame/service';

test('the frame works by keyboard: palette, menu of a phone, theme', async ({ page, request }) => {
  await deliver(request, uploadToken(), { repo: REPO }, lintReport(1));
  await signInAs(page.context(), 'admin');
  await page.goto('/repositories');
  await listening(page);
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Go to, or search…').fill(REPO);
  await page
    .getByRole('option', { name: new RegExp(REPO) })
    .first()
    .click();
  await expect(page).toHaveURL(`/repositories/${REPO}`);
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

test('a page names its icon before its content; a browser that asks without a page finds one too', async ({ page }) => {
  await signInAs(page.context(), 'viewer');
  for (const address of ['/', '/sign-in', '/findings', '/no/such/page']) {
    const html = await (await page.request.get(address)).text();
    expect(html.slice(0, html.indexOf('<body')), address).toContain('rel="icon"');
  }
  for (const icon of ['/favicon.ico', '/favicon.svg']) {
    const answer = await page.request.get(icon);
    expect(answer.status(), icon).toBe(200);
    expect(answer.headers()['content-type'], icon).toMatch(/^image\//);
  }
});

test('signing out leaves nothing open', async ({ page }) => {
  // The session ends here.
  await signInAsNew(page.context(), 'viewer');
  await page.goto('/');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await page.goto('/ingest');
  await expect(page).toHaveURL('/sign-in?next=%2Fingest');
});
