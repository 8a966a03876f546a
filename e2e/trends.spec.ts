import { readFile } from 'node:fs/promises';
import { expect, test } from 'playwright/test';
import { deliver, expectNoSidewaysScroll, lintReport, signInAs, uploadToken } from './support.ts';

test('a chart says what it means, can be kept, and its newest point leads to the findings that it counts', async ({
  page,
  context,
  request,
}) => {
  const token = uploadToken();
  const repo = `trends/web-${Date.now()}`;
  await deliver(request, token, { repo }, lintReport(3));
  await signInAs(context, 'viewer');
  await page.goto(`/trends?days=30&scope=repo:${repo}`);
  // Read by the browser when it is near: when it is there, the page listens.
  await page.getByRole('heading', { name: 'What comes, and what goes' }).scrollIntoViewIfNeeded();
  const flow = page.getByRole('figure').filter({ hasText: 'Introduced and fixed' });
  await expect(flow.getByRole('heading')).toHaveText('3 opened, 0 fixed');
  await expect(flow).toContainText('found by the first scan of a scanner');

  for (const as of ['SVG', 'PNG', 'CSV']) {
    const kept = page.waitForEvent('download');
    await flow.getByRole('button', { name: `Download as ${as}` }).click();
    const file = await kept;
    expect(file.suggestedFilename()).toBe(`introduced-and-fixed.${as.toLowerCase()}`);
    const content = await readFile(await file.path());
    if (as === 'SVG') expect(content.toString()).toMatch(/^<svg[^>]*>.*3 opened, 0 fixed.*rgb\(/s);
    if (as === 'PNG') expect(content.subarray(1, 4).toString()).toBe('PNG');
    if (as === 'CSV') expect(content.toString()).toContain('found by a first scan');
  }

  await flow.getByRole('button', { name: 'Show as table' }).click();
  await expect(flow.getByRole('row').last()).toContainText('so far');
  await flow.getByRole('button', { name: 'Show as chart' }).click();
  const point = flow.getByRole('link', { name: /What changed then$/ });
  await point.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(point).toHaveAccessibleName(/Not known/);
  await page.keyboard.press('End');
  await expect(point).toHaveAccessibleName(/so far: .*found by a first scan 3/);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: /^What moved the score/ })).toBeVisible();
  await page.getByRole('link', { name: '3 found by a first scan' }).click();
  const found = page.getByRole('table', { name: 'Findings: found by a first scan' });
  await expect(found.getByRole('row')).toHaveCount(1 + 3);
  await expect(page).toHaveURL(new RegExp(`kind=first_scan.*scope=repo:${repo}`));
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});
