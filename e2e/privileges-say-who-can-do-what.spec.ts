import { readFile } from 'node:fs/promises';
import { type APIRequestContext, expect, test } from 'playwright/test';
import { accessInventory } from '#lib/inventories/github/access/testing.ts';
import { expectAccessible, expectNoSidewaysScroll, listening, signInAs, uploadToken } from './support.ts';

const people = ['rosa', 'ines', 'tomas'].map((login, index) => ({ login, id: 11 + index, type: 'User' }));

const repositories = ['web', 'api'];

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

/** What GitHub says of an organization that these own; in the newest picture its runner group is open to public repositories. */
async function deliver(
  request: APIRequestContext,
  scope: string,
  owners: readonly string[],
  ago: number,
): Promise<void> {
  const data = {
    ...{ schema: 'inventory/v1', source: 'github', scope },
    collected_at: new Date(Date.now() - ago * 3_600_000).toISOString(),
    sections: {
      organization: { id: 1, default_repository_permission: 'read', two_factor_requirement_enabled: true },
      members: people,
      admins: people.filter(({ login }) => owners.includes(login)),
      repositories: repositories.map((name, id) => ({ id: 40 + id, full_name: `${scope}/${name}`, archived: false })),
      // The new owner administers each of them besides.
      collaborators: repositories.map((name) => ({
        ...{ repo: `${scope}/${name}`, status: 'ok' },
        data: ago < 2 ? [{ ...people[2], role_name: 'admin' }] : [],
      })),
      runner_groups: [{ id: 7, name: 'deployment', visibility: 'all', allows_public_repositories: ago < 2 }],
      organization_secrets: [
        { name: 'SIGNING_KEY', visibility: 'all', created_at: daysAgo(900), updated_at: daysAgo(400) },
      ],
    },
  };
  await send(request, scope, data);
}

async function send(request: APIRequestContext, scope: string, data: object): Promise<void> {
  const response = await request.post(`/api/v1/inventories?source=github&system=${scope}&wait=60`, {
    headers: { authorization: `Bearer ${uploadToken()}` },
    data,
  });
  expect(response.status(), await response.text()).toBe(200);
}

test('who gained admin this week stands on Today, and leads to what that person may do, why, and since when', async ({
  page,
  context,
  request,
}) => {
  const scope = `privileges-${Date.now()}`;
  await deliver(request, scope, ['rosa', 'ines'], 3);
  await deliver(request, scope, ['rosa', 'ines', 'tomas'], 1);
  await signInAs(context, 'viewer');

  await page.goto(`/?scope=repo:github/${scope}`);
  const figures = page.getByRole('list', { name: 'Privileges in figures' });
  await expect(figures.getByRole('link', { name: /1 gained admin this week tomas/ })).toBeVisible();
  await figures.getByRole('link', { name: /critical findings of privileges .*runner group deployment/ }).click();
  await expect(page).toHaveURL(/\/findings\?/);
  await page
    .getByRole('link', { name: /The runner group deployment runs jobs of public/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: /The runner group deployment runs jobs of public/ })).toBeVisible();

  await page.goto(`/?scope=repo:github/${scope}`);
  await figures.getByRole('link', { name: /1 credentials older than you allow SIGNING_KEY/ }).click();
  await expect(page).toHaveURL(/age=overdue/);
  await expect(page.getByText('1 credential matches.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Credentials' }).getByText('SIGNING_KEY').first()).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).click();
  const file = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('link', { name: 'CSV' }).click();
  const csv = await readFile(await (await file).path(), 'utf8');
  expect(csv.split('\r\n').slice(0, 2)).toEqual([
    expect.stringContaining('overdue'),
    expect.stringContaining('SIGNING_KEY'),
  ]);

  await page.goto(`/?scope=repo:github/${scope}`);
  const gained = page.getByRole('region', { name: 'Gained admin this week' });
  await expect(gained.getByRole('listitem')).toHaveCount(1);
  await gained.getByRole('link', { name: 'tomas' }).click();
  await expect(page.getByRole('heading', { name: 'tomas' })).toBeVisible();
  const rights = page.getByRole('table', { name: 'What it may do, and why' });
  await expect(rights.getByRole('row').filter({ hasText: 'admin' }).first()).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/privileges/changes?scope=repo:github/${scope}`);
  await listening(page);
  await page.getByRole('combobox', { name: 'Which changes' }).selectOption('true');
  await expect(page).toHaveURL(/admin=true/);
  // What follows from becoming an owner is behind it.
  await expect(page.getByText(/^1 change matches/)).toBeVisible();
  await page.getByRole('button', { name: '2 further rights follow from it' }).click();
  const behind = page.getByRole('listitem').filter({ hasText: /^gained admin on .*\/(?:web|api)$/ });
  await expect(behind).toHaveCount(2);
  await expectAccessible(page);

  await page.goto(`/privileges?scope=repo:github/${scope}&level=5`);
  const table = page.getByRole('table', { name: 'Principals' });
  for (const name of ['rosa', 'ines', 'tomas']) await expect(table.getByRole('link', { name })).toBeVisible();
  await page.getByRole('navigation', { name: 'Privileges' }).getByRole('link', { name: 'Rights' }).click();
  await page.getByRole('combobox', { name: 'Use' }).selectOption('untold');
  await expect(page.getByText(/^5 rights match/)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});

test('a table with headers of its own is delivered by saying which column is which, once for all', async ({
  page,
  context,
}) => {
  const name = `safe-${Date.now()}`;
  const table = {
    name: 'report.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Konto;Rechner\nroot;db-1\nsa;db-2\n'),
  };
  await signInAs(context, 'admin');
  // Whatever an earlier run had remembered.
  const forgotten = await context.request.put('/api/v1/inventories/mapping?source=beyondtrust', {
    data: { mapping: { managed_accounts: {} } },
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect(forgotten.status()).toBe(200);
  await page.goto('/privileges');
  await page.getByRole('button', { name: 'Deliver files' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Its name').fill(name);
  await dialog.getByLabel('Files').setInputFiles(table);
  await expect(dialog.getByText('Say what it is a table of.')).toBeVisible();
  await dialog.getByLabel('What report.csv is a table of').selectOption('managed accounts');
  await expect(dialog.getByText('Say which column is AccountName.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Deliver(?! nothing)/ })).toBeDisabled();
  await dialog.getByLabel('What Konto is').selectOption('AccountName');
  await dialog.getByLabel('What Rechner is').selectOption('SystemName');
  const preview = dialog.getByRole('region', { name: 'First rows of report.csv' });
  await expect(preview.getByRole('row')).toHaveText(['AccountNameSystemName', 'rootdb-1', 'sadb-2']);
  await expectAccessible(page);
  await dialog.getByRole('checkbox', { name: /from now on/ }).check();
  await dialog.getByRole('button', { name: /^Deliver(?! nothing)/ }).click();
  await expect(page.getByText('Delivered: 2 rows in 1 section', { exact: true })).toBeVisible();
  await page.goto(`/privileges/credentials?scope=repo:beyondtrust/${name}`);
  await expect(page.getByText('root@db-1').first()).toBeVisible();

  // What was said is known the next time, by the name of the file.
  await page.goto('/privileges');
  await page.getByRole('button', { name: 'Deliver files' }).click();
  await dialog.getByLabel('Its name').fill(name);
  await dialog.getByLabel('Files').setInputFiles({ ...table, name: 'Managed Accounts.csv' });
  await expect(dialog.getByLabel('What Konto is')).toHaveValue('AccountName');
  await expect(dialog.getByRole('button', { name: /^Deliver(?! nothing)/ })).toBeEnabled();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});

test('who reaches production alone is two clicks from Today, with what to tighten, which the queue offers', async ({
  page,
  context,
  request,
}) => {
  const scope = `alone-${Date.now()}`;
  const at = new Date(Date.now() - 3_600_000).toISOString();
  await send(request, scope, JSON.parse(accessInventory(at).replaceAll('acme', scope)));
  await signInAs(context, 'viewer');

  const figures = page.getByRole('list', { name: 'Privileges in figures' });
  const alone = figures.getByRole('link', { name: /[1-9]\d* ways to production that somebody goes alone/ });
  // They are computed after the inventory was read.
  await expect(async () => {
    await page.goto(`/?scope=repo:github/${scope}`);
    await expect(alone).toBeVisible({ timeout: 2000 });
  }).toPass();
  await alone.click();
  const paths = page.getByRole('table', { name: 'Paths to production' });
  await paths.getByRole('link', { name: 'Who deploys approves it himself' }).click();
  await expect(page.getByRole('list', { name: 'The path' }).getByRole('listitem').first()).toContainText(
    /^tomas\s*alone/,
  );
  const cut = page
    .getByRole('region', { name: /^The cheapest cut/ })
    .getByRole('listitem')
    .first();
  const todo = (await cut.locator('.font-medium').textContent()) ?? '';
  expect(todo).not.toBe('');
  await page.getByRole('link', { name: 'Fixes in the queue' }).click();
  await expect(page).toHaveURL(/\/queue\?.*category=privilege/);
  await expect(page.getByText(todo).first()).toBeVisible();
});
