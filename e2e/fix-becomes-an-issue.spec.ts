import { expect, test } from 'playwright/test';
import { startGithub } from '../fixtures/trackers/github.ts';
import { sarif } from './findings-setup.ts';
import { deliver, expectAccessible, expectNoSidewaysScroll, signInAs, uploadToken, watchConsole } from './support.ts';

test('a fix becomes an issue of a tracker, once, and its state is shown', async ({ page, request }) => {
  const tracker = await startGithub();
  const name = `Board ${Date.now()}`;
  try {
    const complaints = watchConsole(page);
    await signInAs(page.context(), 'admin');
    const result = { rule: 'issue-me', file: 'src/a.ts', line: 3, code: 'call();', level: 'error' as const };
    const other = { ...result, rule: 'issue-too', code: 'again();' };
    await deliver(request, uploadToken(), { repo: 'acme/e2e-issues' }, sarif([result, other]));

    await page.goto('/integrations');
    await page.getByRole('link', { name: 'Issue trackers' }).click();
    await page.getByRole('button', { name: 'Add a tracker' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('Address').fill('https://169.254.169.254');
    await dialog.getByLabel('Token').fill('made-up-token-1');
    await dialog.getByLabel('Where issues go').fill('acme/e2e-issues = acme/web');
    await dialog.getByRole('button', { name: 'Add tracker' }).click();
    await expect(dialog.getByText(/Cannot be used/)).toBeVisible();
    await expectAccessible(page);
    await dialog.getByLabel('Address').fill(tracker.url);
    await dialog.getByRole('button', { name: 'Add tracker' }).click();
    const card = page.locator('section').filter({ hasText: name });
    await card.getByRole('button', { name: 'Try it' }).click();
    await expect(card.getByText('It is there, and takes issues.')).toBeVisible();

    await page.goto('/queue?repo=acme/e2e-issues');
    const rows = page.locator('tbody tr').filter({ hasText: /issue-/ });
    await expect(rows).toHaveCount(2);
    await rows.filter({ hasText: 'issue-me' }).getByRole('link').first().click();
    await page.getByRole('button', { name: 'Create issue' }).click();
    const link = page.getByRole('link', { name: /acme\/web#1/ });
    await expect(link).toHaveAttribute('href', `${tracker.url}/acme/web/issues/1`);
    await expect(page.getByRole('button', { name: 'Create issue' })).toHaveCount(0);
    expect(tracker.issues).toHaveLength(1);
    expect(tracker.wrong).toEqual([]);
    // Of several at once, what has one is left out.
    await page.goto('/queue?repo=acme/e2e-issues');
    for (const row of [rows.first(), rows.last()]) await row.getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Issues…' }).click();
    await expect(dialog).toContainText(`Creates 1 issue in acme/web, ${name}.`);
    await expect(dialog).toContainText('Left out: 1 fix with an issue there already.');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Create 1 issue' }).click();
    await expect(dialog).toBeHidden();
    await expect.poll(() => tracker.issues.length).toBe(2);
    await rows.filter({ hasText: 'issue-too' }).getByRole('link').first().click();
    await expect(page.getByRole('link', { name: /acme\/web#2/ })).toBeVisible();
    await page.setViewportSize({ width: 390, height: 800 });
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);

    await page.goto('/integrations/issues');
    await card.getByRole('button', { name: 'Remove…' }).click();
    await page.getByRole('button', { name: 'Remove the tracker' }).click();
    await expect(card).toHaveCount(0);
    expect(complaints().filter((text) => !text.includes('400'))).toEqual([]);
  } finally {
    await tracker.close();
  }
});
