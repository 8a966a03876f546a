import { expect, test } from 'playwright/test';
import { expectAccessible, expectNoSidewaysScroll, signInAsNew, watchConsole } from './support.ts';

const PASSWORD = 'seven walnut harbours 3';

test('a person is invited, signs in, gets another role, and once disabled is led to sign in again', async ({
  page,
  browser,
  baseURL,
}) => {
  // Each password is verified at the cost that guessers pay.
  test.setTimeout(120_000);
  const complaints = watchConsole(page);
  await signInAsNew(page.context(), 'admin');
  const email = `bo-${Date.now()}-${'long'.repeat(10)}@example.com`;
  await page.goto('/');
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('button', { name: 'Invite a person' }).click();
  await page.getByLabel('E-mail address').fill('"bo"@example.com');
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByText('Must be an e-mail address.')).toBeVisible();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByRole('status', { name: 'The new link' }).locator('code').innerText();
  await page.getByRole('textbox', { name: 'Search people' }).fill(email);
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toContainText('invited');
  await expect(page.getByRole('row')).toHaveCount(2);

  const other = await browser.newContext({ baseURL: baseURL ?? '' });
  const bo = await other.newPage();
  await bo.goto(link);
  await bo.getByLabel('Your name').fill(`Bo ${'Long'.repeat(20)}`);
  await bo.getByLabel('Password').fill(PASSWORD);
  await bo.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(bo).toHaveURL('/', { timeout: 30_000 });
  await expect(bo.getByRole('link', { name: 'People' })).toHaveCount(0);
  await expect(bo.getByRole('link', { name: 'Audit log' })).toHaveCount(0);

  await page.reload();
  await row.getByRole('combobox', { name: /^Role of Bo/ }).selectOption('admin');
  await expect(page.getByText(/has the role admin$/)).toBeVisible();
  await bo.goto('/people');
  await expect(bo.getByRole('heading', { name: 'People' })).toBeVisible();
  await expect(bo.getByRole('link', { name: 'Audit log' })).toBeVisible();

  await row.getByRole('button', { name: `Manage ${email}` }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Disable', exact: true }).click();
  await expect(row).toContainText('disabled');
  await bo.getByRole('link', { name: 'Findings' }).click();
  await expect(bo).toHaveURL(/\/sign-in/);
  await other.close();

  await row.getByRole('button', { name: `Manage ${email}` }).click();
  await expect(page.getByRole('button', { name: 'Remove for good' })).toBeDisabled();
  await page.getByLabel(`Type ${email}`).fill(email);
  await page.getByRole('button', { name: 'Remove for good' }).click();
  await expect(row).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(page);
  expect(complaints().filter((text) => !text.includes('400'))).toEqual([]);
});
