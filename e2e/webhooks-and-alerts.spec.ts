import { expect, test } from 'playwright/test';
import { expectAccessible, expectNoSidewaysScroll, signInAs, signInAsNew, watchConsole } from './support.ts';

test('a webhook is added, tested, paused, given a new secret and deleted', async ({ page }) => {
  const complaints = watchConsole(page);
  await signInAsNew(page.context(), 'admin');
  const name = `Hook ${Date.now()} ${'long'.repeat(15)}`;
  await page.goto('/integrations');
  await page.getByRole('link', { name: 'Events out' }).click();
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Address').fill('https://169.254.169.254/hook');
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  await expect(dialog.getByText(/nothing can be sent to an address of that kind/)).toBeVisible();
  await expectAccessible(page);
  // A name that leads nowhere.
  await dialog.getByLabel('Address').fill('https://hooks.invalid/a-secret-path');
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  await expect(page.getByRole('status', { name: 'The new secret' }).locator('code').first()).toHaveText(/^whsec_/);
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('Webhook at hooks.invalid')).toBeVisible();
  await expect(page.getByText('a-secret-path')).toHaveCount(0);

  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText('The test did not arrive', { exact: true })).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'Test' });
  await expect(row).toContainText('Failed');
  await row.getByRole('button', { name: /^Show msg_/ }).click();
  await expect(page.getByRole('dialog')).toContainText('"type": "test"');
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();

  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Nothing is sent until it is resumed.')).toBeVisible();
  await page.getByRole('button', { name: 'New secret' }).click();
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  await expect(page.getByRole('status', { name: 'The new secret' })).toContainText('signs beside it for a day');
  await page.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Delete…' }).click();
  await expect(page.getByRole('button', { name: 'Delete the webhook' })).toBeDisabled();
  await page.getByLabel(`Type ${name}`).fill(name);
  await page.getByRole('button', { name: 'Delete the webhook' }).click();
  await expect(page).toHaveURL('/integrations/webhooks');
  await expect(page.getByRole('link', { name })).toHaveCount(0);
  expect(complaints().filter((text) => !text.includes('400'))).toEqual([]);
});

test('a feed is loaded from a file, and one that is cut off is refused in words', async ({ page }) => {
  const complaints = watchConsole(page);
  await signInAs(page.context(), 'security');
  await page.goto('/integrations/feeds');
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'OSV', exact: true }) });
  const at = '2026-11-20T10:00:00Z';
  const lines = [1, 2].map((n) => JSON.stringify({ id: `TEST-${Date.now()}-${n}`, modified: at }));
  const send = (name: string, text: string) =>
    page.getByLabel('OSV file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await send('osv.json', [...lines, '{"id":"TEST 1"}', ''].join('\n'));
  await expect(page.getByText('OSV is loaded', { exact: true })).toBeVisible();
  await expect(card.getByText('20 Nov 2026')).toBeVisible();
  await expect(card.getByText(/from osv\.json/).first()).toBeVisible();
  await card.getByText('1 record could not be read').first().click();
  await expect(card.getByText('line 3: id is missing or no id')).toBeVisible();
  await send('cut-off.json', lines.join('\n').slice(0, -5));
  await expect(card.getByRole('alert').first()).toContainText('cut off');
  await expect(card.getByText('What was loaded before stays.')).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  // The browser itself complains of an answer that refuses.
  expect(complaints().filter((text) => !text.includes('422'))).toEqual([]);
});

test('somebody chooses what to be told of, and when not', async ({ page }) => {
  await signInAsNew(page.context(), 'viewer');
  await page.goto('/account');
  await page.getByRole('link', { name: 'Alerts' }).click();
  await page.getByRole('checkbox', { name: /^Score dropped/ }).click();
  await page.getByLabel('Points lost at once').fill('12');
  await page.getByRole('checkbox', { name: /^Quiet hours/ }).click();
  await page.getByLabel('From').fill('21:30');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('You are told from now on', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('checkbox', { name: /^Score dropped/ })).toBeChecked();
  await expect(page.getByLabel('Points lost at once')).toHaveValue('12');
  await expect(page.getByLabel('From')).toHaveValue('21:30');
  await expectAccessible(page);
  await page.goto('/integrations/webhooks');
  await expect(page.getByText('There is nothing at this address')).toBeVisible();
});
