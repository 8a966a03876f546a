import { expect, test } from 'playwright/test';
import { deliver, head, lintReport, signInAs, uploadToken } from './support.ts';

test('a report that would close nearly everything waits until a person releases it', async ({ page, request }) => {
  const repo = `held/service-${Date.now()}`;
  const token = uploadToken();
  await deliver(request, token, { repo, pipeline: 'nightly' }, lintReport(30));
  const held = await deliver(request, token, { repo, pipeline: 'nightly' }, lintReport(1));
  expect(held).toMatchObject({ status: 'held', fixed: 0 });

  await signInAs(page.context(), 'security');
  await page.goto(`/repositories/${repo}`);
  await expect(page.getByRole('heading', { name: /nightly \(main\) is held/ })).toBeVisible();
  await page.getByRole('link', { name: 'Look at it' }).click();
  await expect(page).toHaveURL(`/ingest/${held.id}`);

  await page.getByRole('button', { name: 'Release' }).click();
  const dialog = page.getByRole('dialog', { name: 'Release this report?' });
  await expect(dialog).toContainText('29 of 30');
  await dialog.getByRole('button', { name: 'Keep it held' }).click();
  await expect(dialog).toBeHidden();
  await expect(head(page)).toContainText('Held');

  await page.getByRole('button', { name: 'Release' }).click();
  await dialog.getByRole('button', { name: 'Release and close them' }).click();
  await expect(head(page)).toContainText('0 new, 29 fixed', { timeout: 20_000 });
  await page.goto(`/repositories/${repo}`);
  await expect(page.getByText('is held')).toBeHidden();
  await expect(page.getByRole('list', { name: 'Open findings by severity' })).toContainText(/1\s*high/);
});

test('who may not release sees why it is held, and no button', async ({ page, request }) => {
  const repo = `held/other-${Date.now()}`;
  const token = uploadToken();
  await deliver(request, token, { repo }, lintReport(30));
  const held = await deliver(request, token, { repo }, lintReport(1));
  await signInAs(page.context(), 'viewer');
  await page.goto(`/ingest/${held.id}`);
  await expect(page.getByText('29 of 30').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Release' })).toBeHidden();
  await expect(page.getByRole('link', { name: 'Raw report' })).toBeHidden();
});
