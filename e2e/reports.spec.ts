import { expect, test } from 'playwright/test';
import { deliver, expectNoSidewaysScroll, lintReport, signInAs, uploadToken } from './support.ts';

test('a report is ordered for somebody, changed, and ended', async ({ page, context, request }) => {
  const repo = 'reported/board';
  await deliver(request, uploadToken(), { repo }, lintReport(1));
  await signInAs(context, 'security');
  await page.goto('/reports?from=2026-01-31&to=2026-02-28');
  await expect(page.getByLabel('From the end of')).toHaveValue('2026-01-31');

  const name = `Board ${Date.now()}`;
  await page.getByRole('button', { name: 'Schedule a report' }).click();
  const dialog = page.getByRole('dialog', { name: 'Schedule a report' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Of', { exact: true }).selectOption('Last quarter');
  await dialog.getByLabel('Comes on').selectOption('Day 3');
  await dialog.getByLabel('Add a recipient').fill('Sam');
  await dialog.getByRole('button', { name: 'Add Sam Tester' }).first().click();
  await dialog.getByRole('button', { name: 'Schedule it' }).click();
  const row = page.getByRole('listitem').filter({ hasText: name });
  await expect(row).toContainText('Last quarter, all that each may see: on day 3 of each quarter at 08:00, next on');
  await expect(row).toContainText('To Sam Tester');

  await row.getByRole('button', { name: `Change ${name}` }).click();
  const change = page.getByRole('dialog', { name: `Change “${name}”` });
  await change.getByLabel('Of', { exact: true }).selectOption('Last week');
  await change.getByLabel('Only a team, label or repository').fill('board');
  await change.getByRole('button', { name: `Choose ${repo}` }).click();
  await expect(change.getByLabel('What it is about')).toHaveValue(`repo:${repo}`);
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText(`Last week, repo:${repo}: each Monday at 08:00`);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);

  await row.getByRole('button', { name: `End ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
  await expect(row).toHaveCount(0);
});
