import { expect, test } from 'playwright/test';
import { expectAccessible, signInAsNew, watchConsole } from './support.ts';

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
