import { expect, test } from 'playwright/test';
import { expectAccessible, expectNoSidewaysScroll, signInAsNew, watchConsole } from './support.ts';

const PASSWORD = 'seven walnut harbours 3';

test('a person is invited, signs in, gets another role, and once disabled is led to sign in again', async ({
  page,
  browser,
  baseURL,
}) => {
  // Each password is verified at the cost that guessers pay.
  test.setTimeout(180_000);
  const complaints = watchConsole(page);
  await signInAsNew(page.context(), 'admin');
  const email = `bo-${Date.now()}-${'long'.repeat(10)}@example.com`;
  await page.goto('/');
  await page.getByRole('link', { name: 'People', exact: true }).click();
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
  await expect(bo.getByRole('link', { name: 'People', exact: true })).toHaveCount(0);
  await expect(bo.getByRole('link', { name: 'Audit log' })).toHaveCount(0);

  const wanted = `new-${email}`;
  await bo.goto('/account');
  await bo.getByRole('button', { name: 'Ask for another address' }).click();
  await bo.getByLabel('New e-mail address').fill(wanted);
  await bo.getByLabel('Your password').fill(PASSWORD);
  await bo.getByRole('button', { name: 'Ask for it' }).click();
  await expect(bo.getByRole('complementary', { name: 'Another e-mail address' })).toContainText(wanted);
  await expectAccessible(bo);
  await page.goto('/people');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(row).toContainText(`wants ${wanted}`);
  await row.getByRole('button', { name: `Manage ${email}` }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page.getByText(`signs in as ${wanted} now`).first()).toBeVisible();
  await page.getByRole('button', { name: 'Remove filter wants' }).click();
  await page.getByRole('textbox', { name: 'Search people' }).fill(wanted);

  await row.getByRole('combobox', { name: /^Role of Bo/ }).selectOption('admin');
  await expect(page.getByText(/has the role admin$/)).toBeVisible();
  await bo.goto('/people');
  await expect(bo.getByRole('heading', { name: 'People' })).toBeVisible();
  await expect(bo.getByRole('link', { name: 'Audit log' })).toBeVisible();

  await row.getByRole('button', { name: `Manage ${wanted}` }).click();
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.getByRole('button', { name: 'Yes, reset it' }).click();
  await expect(page.getByText('This person has no second factor.')).toBeVisible();
  await page.getByRole('button', { name: 'Disable', exact: true }).click();
  await expect(row).toContainText('disabled');
  await bo.getByRole('link', { name: 'Findings' }).click();
  await expect(bo).toHaveURL(/\/sign-in/);
  await other.close();

  await row.getByRole('button', { name: `Manage ${wanted}` }).click();
  await expect(page.getByRole('button', { name: 'Remove for good' })).toBeDisabled();
  await page.getByLabel(`Type ${wanted}`).fill(wanted);
  await page.getByRole('button', { name: 'Remove for good' }).click();
  await expect(row).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(page);
  // The browser reports refusals itself.
  expect(complaints().filter((text) => !/40[09]/.test(text))).toEqual([]);
});
