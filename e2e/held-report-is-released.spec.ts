import { expect, test } from 'playwright/test';
import { deliver, head, lintReport, signInAs, uploadToken } from './support.ts';

test('a report that would close nearly everything waits until a person releases it', async ({ page, request }) => {
  const repo = `held/service-${Date.now()}`;
  const token = uploadToken();
  await deliver(request, token, { repo, pipeline: 'nightly' }, lintReport(30));
  const run = { run_id: '88', run_url: 'https://ci.example.com/runs/88' };
  const held = await deliver(request, token, { repo, pipeline: 'nightly', ...run }, lintReport(1));
  expect(held).toMatchObject({ status: 'held', fixed: 0 });

  await signInAs(page.context(), 'security');
  await page.goto(`/repositories/${repo}`);
  await expect(page.getByRole('heading', { name: /nightly \(main\) is held/ })).toBeVisible();
  await page.getByRole('link', { name: 'Look at it' }).click();
  await expect(page).toHaveURL(`/ingest/${held.id}`);
  // In the zone of the browser, as every other time.
  await expect(page.getByText(/a report of another run from (\d+ \w+, )?\d\d:\d\d on/)).toBeVisible();

  const closing = page.getByRole('region', { name: 'Releasing it closes 29 findings' });
  await expect(closing).toContainText('29 high.');
  await expect(closing.getByRole('listitem')).toHaveCount(10);
  await closing.getByRole('button', { name: 'Show 19 more' }).click();
  await expect(closing.getByRole('listitem')).toHaveCount(29);
  const first = closing.getByRole('listitem').first().getByRole('link');
  await expect(first).toHaveAttribute('href', `/repositories/${repo}/findings/2`);
  await expect(page.getByRole('link', { name: /^88/ })).toHaveAttribute('href', run.run_url);

  await page.getByRole('button', { name: 'Release' }).click();
  const dialog = page.getByRole('dialog', { name: 'Release this report?' });
  await expect(dialog).toContainText('29 of 30');
  await dialog.getByRole('button', { name: 'Keep it held' }).click();
  await expect(dialog).toBeHidden();
  await expect(head(page)).toContainText('Held');

  await page.getByRole('button', { name: 'Release' }).click();
  await dialog.getByRole('button', { name: 'Release and close them' }).click();
  await expect(head(page)).toContainText('0 new, 29 fixed', { timeout: 20_000 });
  await expect(closing).toBeHidden();
  await expect(page.getByText(/Sam Tester, .* after it arrived/)).toBeVisible();
  await page.getByRole('link', { name: '29', exact: true }).click();
  await expect(page).toHaveURL(/upload=upl_.*change=fixed/);
  await expect(head(page)).toContainText('29 findings match 1 filter');
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
