import { expect, type Page, test } from 'playwright/test';
import { deliver, head, lintReport, signInAs, signInAsNew, uploadToken } from './support.ts';

const API = '**/api/v1/**';
const note = (page: Page) => page.getByRole('banner').getByRole('status');

/** What happens when a person comes back to the window: the screen reads again. */
const comeBack = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));

test('what could not be updated says since when, and is tried again until it works', async ({ page, request }) => {
  const repo = `age/service-${Date.now()}`;
  await deliver(request, uploadToken(), { repo, pipeline: 'nightly' }, lintReport(3));
  await signInAs(page.context(), 'viewer');
  await page.goto(`/ingest?repo=${repo}`);
  const row = page.getByRole('row', { name: /nightly/ });
  await expect(row).toContainText('Processed');
  await expect(note(page)).toBeEmpty();

  await page.route(API, (route) => route.abort());
  await expect(async () => {
    await comeBack(page);
    await expect(note(page)).toContainText(/Not updated since \d\d:\d\d, trying again/, { timeout: 1000 });
  }).toPass();
  await expect(note(page)).toContainText('Plumbline does not answer.');
  await expect(row).toContainText('Processed');

  // What was never loaded stands as such, and no count of it is a zero.
  await page.getByRole('button', { name: /^Rejected/ }).click();
  const missing = page.getByRole('alert').filter({ hasText: 'The uploads could not be loaded' });
  await expect(missing).toContainText('Plumbline does not answer.', { timeout: 15_000 });
  await expect(page.getByRole('button', { name: /^Rejected/ })).toHaveText('Rejected');
  await expect(page.getByText('No upload matches')).toBeHidden();

  await page.unroute(API);
  await missing.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('No upload matches')).toBeVisible();
  await expect(note(page)).toBeEmpty({ timeout: 20_000 });
});

test('an ended session leads to signing in and back', async ({ page, request }) => {
  const repo = `age/session-${Date.now()}`;
  await deliver(request, uploadToken(), { repo }, lintReport(3));
  const { email, password } = await signInAsNew(page.context(), 'viewer');
  await page.goto(`/findings?repo=${repo}`);
  await expect(head(page)).toContainText('3 open');
  await page.context().clearCookies();
  await page
    .getByRole('button', { name: 'Critical' })
    .or(page.getByRole('checkbox', { name: /critical/i }))
    .first()
    .click();
  const ended = page.getByRole('alert').filter({ hasText: 'Your session has ended' });
  await expect(ended).toBeVisible();
  await expect(head(page)).toContainText('Not counted');
  await ended.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/findings\?repo=.*severity=critical/);
  await expect(page.getByText('No finding matches')).toBeVisible();
});
