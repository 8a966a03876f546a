import { expect, test } from 'playwright/test';
import { expectAccessible, plumbline, signInAsNew, watchConsole } from './support.ts';

const PRESENT = 'a-long-test-passphrase-7';
const NEXT = 'seven walnut harbours 3';

test('a person changes name and password, which ends the sessions of other browsers', async ({
  page,
  browser,
  baseURL,
}) => {
  // Each password is verified at the cost that guessers pay.
  test.setTimeout(120_000);
  const complaints = watchConsole(page);
  await signInAsNew(page.context(), 'viewer');
  const other = await browser.newContext({ baseURL: baseURL ?? '', storageState: await page.context().storageState() });
  await page.goto('/');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('link', { name: 'Your account' }).click();
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('Your name').fill('Robin Renamed');
  await page.getByRole('button', { name: 'Save the name' }).click();
  await expect(page.getByRole('button', { name: 'Account of Robin Renamed' })).toBeVisible();

  await page.getByLabel('Present password').fill('not the one at all');
  await page.getByLabel('New password').fill(NEXT);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('Is not your present password.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByLabel('New password')).toHaveValue(NEXT);

  await page.getByLabel('Present password').fill(PRESENT);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('Password changed', { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.goto('/ingest');
  await expect(page).toHaveURL('/ingest');
  expect((await other.request.get('/api/v1/users/me')).status()).toBe(401);
  await other.close();
  // The browser reports the refusal itself.
  expect(complaints().filter((text) => !text.includes('400'))).toEqual([]);
});

test('a person of two organizations joins by an invitation, switches, and no tab mixes them', async ({ page }) => {
  test.setTimeout(120_000);
  const complaints = watchConsole(page);
  const { email } = await signInAsNew(page.context(), 'viewer');
  const slug = `second-${Date.now()}`;
  const name = `Second ${'long'.repeat(20)}`;
  const link = plumbline('organization', 'create', '--name', name, '--slug', slug, '--admin', email);
  await page.goto('/findings');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await expect(page.getByText('Organization', { exact: true })).toHaveCount(0);
  const tab = await page.context().newPage();
  await tab.goto(link);
  await expect(tab.getByRole('heading', { name: `Join ${name}` })).toBeVisible();
  await expectAccessible(tab);
  await tab.getByRole('button', { name: 'Join' }).click();
  await expect(tab.getByRole('link', { name: 'People' })).toBeVisible();

  await expect(page.getByRole('heading', { name: 'This tab is out of date' })).toBeVisible();
  await page.getByRole('button', { name: 'Go to what it shows now' }).click();
  await page.getByRole('button', { name: /^Account of/ }).click();
  const other = page
    .getByRole('list', { name: 'Organization' })
    .getByRole('button')
    .and(page.locator(':not([aria-current])'));
  await expectAccessible(page);
  await other.click();
  await expect(page.getByRole('link', { name: 'People' })).toHaveCount(0);
  await expect(tab.getByRole('heading', { name: 'This tab is out of date' })).toBeVisible();
  // The browser reports the refusal of a tab that asked before it was told.
  expect(complaints().filter((text) => !text.includes('409'))).toEqual([]);
});
