import { expect, test } from 'playwright/test';
import { deliver, lintReport, signInAs, uploadToken } from './support.ts';

test('own rules of a repository are checked at the line, tried on the past, saved, and judge the next report', async ({
  page,
  context,
  request,
}) => {
  const token = uploadToken();
  const repo = `policy-test/web-${Date.now()}`;
  await deliver(request, token, { repo, ref: 'main' }, lintReport(1));
  await deliver(request, token, { repo, ref: 'main' }, lintReport(3));
  await signInAs(context, 'security');
  await page.goto('/policy');
  await expect(page.getByRole('heading', { name: 'Policy', exact: true })).toBeVisible();
  await page.goto(`/policy?repo=${repo}`);
  const editor = page.getByRole('textbox', { name: /Own rules of/ });
  await editor.fill('version: 1\nrules:\n  - id: own\n    kind: sevrity\n');
  await page.getByRole('button', { name: /^Line 4: .*Did you mean severity\?$/ }).click();
  await expect(editor).toBeFocused();
  await expect(page.getByRole('button', { name: /^Save as version/ })).toBeDisabled();
  // What may stand somewhere is proposed from the schema, and taken without a mouse.
  await editor.fill('version: 1\nrules:\n  - id: own\n    ');
  await editor.press('Control+Space');
  const proposed = page.getByRole('listbox', { name: 'What may stand here' });
  await expect(proposed.getByRole('option', { name: /^kind/ })).toBeVisible();
  await editor.pressSequentially('ki');
  await editor.press('Enter');
  await expect(editor).toHaveValue(/\n {4}kind: $/);
  await editor.pressSequentially('se');
  await editor.press('ArrowDown');
  await expect(proposed.getByRole('option', { selected: true })).toHaveText('secret');
  await editor.press('Enter');
  await expect(editor).toHaveValue(/kind: secret$/);
  await expect(proposed).toBeHidden();
  await editor.fill('version: 1\nrules: []\n');
  await page.getByRole('combobox', { name: 'Add a rule' }).selectOption('severity');
  await expect(editor).toHaveValue(/kind: severity/);
  await editor.fill(
    (await editor.inputValue())
      .replace(/id: \S+/, 'id: own')
      .replace('critical: 0, high: 0', 'low: 0')
      .replace('max:', 'categories: [sast, quality]\n    max:'),
  );
  await page.getByRole('button', { name: 'Try on the last 7 days' }).click();
  await expect(page.getByText(/^Would have failed 1 of the 2 runs of the last 7 days/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Why' }).fill('Nothing new');
  await page.getByRole('button', { name: 'Save as version 1' }).click();
  await expect(page.getByText('It has rules of its own.')).toBeVisible();
  await expect(page.getByText('Nothing new')).toBeVisible();
  const { id } = await deliver(request, token, { repo, ref: 'main' }, lintReport(4));
  await page.goto(`/ingest/${id}`);
  await expect(page.getByRole('heading', { name: 'Policy failed' })).toBeVisible();
  await expect(page.getByText(/1 low or worse finding new with these reports; none is allowed/)).toBeVisible();
  await page.goto(`/policy/gates?repo=${repo}&outcome=fail`);
  await expect(
    page.getByText(/^1 of 3 reports of the last 7 days failed, 1 of them by own\. 2 passed with warnings\.$/),
  ).toBeVisible();
  const history = page.getByRole('table', { name: 'Gate history' });
  await history.getByRole('link', { name: 'default' }).click();
  await expect(page).toHaveURL(/pipeline=default/);
  await history
    .getByRole('link', { name: new RegExp(`^${repo}`) })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`/ingest/${id}$`));
});
