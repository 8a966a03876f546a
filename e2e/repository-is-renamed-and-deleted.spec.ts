import { expect, test } from 'playwright/test';
import { deliver, expectAccessible, head, lintReport, signInAsNew, uploadToken } from './support.ts';

const OLD = 'lives/mistyped';
const NEW = 'lives/storefront';

test('a repository is renamed, loses a stream that is over, is archived and brought back, and deleted', async ({
  page,
  context,
  request,
}) => {
  const token = uploadToken();
  await deliver(request, token, { repo: OLD, pipeline: 'old.yml' }, lintReport(3));
  await deliver(request, token, { repo: OLD, pipeline: 'new.yml' }, lintReport(1));
  const { email, password } = await signInAsNew(context, 'admin');

  await test.step('another name, to which the old address leads', async () => {
    // What older addresses named behind # is a tab now.
    await page.goto(`/repositories/${OLD}#settings`);
    await expect(page).toHaveURL(`/repositories/${OLD}/settings`);
    await page.getByLabel('Name', { exact: true }).fill(NEW);
    await page.getByRole('button', { name: 'Rename or transfer' }).click();
    await expect(page).toHaveURL(`/repositories/${NEW}/settings`);
    await page.goto(`/repositories/${OLD}/findings/1`);
    await expect(page).toHaveURL(`/repositories/${NEW}/findings/1`);
    await page.goto(`/repositories/${OLD}`);
    await expect(page).toHaveURL(`/repositories/${NEW}`);
    await page.goto(`/repositories/${OLD}/settings`);
    await expect(page).toHaveURL(`/repositories/${NEW}/settings`);
    await expect(page.getByRole('button', { name: `Give up the name ${OLD}` })).toBeVisible();
  });

  await test.step('a stream that is over', async () => {
    await page
      .getByRole('navigation', { name: 'Repository' })
      .getByRole('link', { name: /^Pipelines/ })
      .click();
    await page.getByRole('button', { name: /^Retire .* of old\.yml/ }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Retire the stream' }).click();
    await expect(page.getByText('2 findings fixed: no other report sees them.', { exact: true })).toBeVisible();
    await page.getByText('1 stream retired').click();
    await expect(page.locator('details').getByRole('listitem').filter({ hasText: 'old.yml' })).toBeVisible();
  });

  await test.step('archived, and back', async () => {
    await page.goto(`/repositories/${NEW}/settings`);
    const archived = page.getByRole('checkbox', { name: 'Archived' });
    const branch = page.getByLabel('Default branch');
    const host = page.getByLabel('Code host');
    await branch.fill('typed');
    await host.selectOption('gitlab');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByRole('link', { name: 'Sign in' }).first().click();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(`/repositories/${NEW}/settings`);
    await expect(branch).toHaveValue('typed');
    await expect(host).toHaveValue('gitlab');
    await host.selectOption('');
    await page.getByRole('button', { name: 'Undo what I typed' }).click();
    await expect(branch).toHaveValue('main');
    for (const [checked, shown] of [
      [true, 0],
      [false, 1],
    ] as const) {
      // A box that is not ready yet takes no click.
      await expect(async () => archived.setChecked(checked)).toPass();
      await page.getByRole('button', { name: 'Save settings' }).click();
      await expect(page.getByText('Settings saved').first()).toBeVisible();
      await page.goto('/repositories?q=lives');
      const row = page.getByRole('link', { name: NEW });
      await expect(row).toHaveCount(shown);
      if (checked) {
        await expect(page.getByText('1 archived repository has “lives” in its name.')).toBeVisible();
        await page.getByRole('button', { name: 'Show it' }).click();
        await expect(page).toHaveURL(/archived=any/);
        await expect(row).toHaveCount(1);
      }
      await page.getByLabel('Archived repositories').selectOption('true');
      await expect(page).toHaveURL(/archived=true/);
      await expect(row).toHaveCount(1 - shown);
      await page.goto(`/repositories/${NEW}/settings`);
    }
  });

  await test.step('found by what nobody measures there', async () => {
    await page.goto('/repositories?q=lives&missing=secret');
    await expect(page.getByRole('link', { name: NEW })).toBeVisible();
    const measured = page.getByLabel('What is measured');
    await expect(measured.locator('option:checked')).toHaveText('Not measured: Secrets');
    for (const [choice, address] of [
      ['Not measured: Code', /missing=sast/],
      ['Stale: Code', /stale=sast/],
    ] as const) {
      await measured.selectOption({ label: choice });
      await expect(page).toHaveURL(address);
      await expect(page.getByText('No repository matches these filters')).toBeVisible();
    }
    await page.goto(`/repositories/${NEW}/settings`);
  });

  await test.step('deleted, once its name is typed', async () => {
    await page.getByRole('button', { name: 'Delete…' }).click();
    const remove = page.getByRole('button', { name: 'Delete the repository' });
    await expect(page.getByText('3 findings, with').first()).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel(`Type ${NEW}`).fill('lives/store');
    await expect(remove).toBeDisabled();
    await page.getByLabel(`Type ${NEW}`).fill(NEW);
    await remove.click();
    await expect(page).toHaveURL('/repositories');
    await page.goto(`/repositories/${NEW}`);
    await expect(head(page)).not.toContainText(NEW);
    expect((await context.request.get(`/api/v1/repos/${OLD}`)).status()).toBe(404);
  });
});
