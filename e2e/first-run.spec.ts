import { expect, type Page, test } from 'playwright/test';
import { expectAccessible, head, report, signInAs, watchConsole } from './support.ts';

const TOKEN = /plb_up_[A-Za-z0-9]+/;

/** Becomes the first administrator with the link that the first start prints. */
async function becomeAdministrator(page: Page): Promise<void> {
  await page.goto(process.env.E2E_SETUP_LINK ?? '/setup');
  await page.getByLabel('Organization').fill('Acme');
  await page.getByLabel('Your name').fill('Ana Example');
  await page.getByLabel('E-mail').fill('ana@example.com');
  await page.getByLabel('Password').fill('four unrelated words here');
  await page.getByRole('button', { name: 'Create organization and sign in' }).click();
  await expect(page).toHaveURL('/');
}

test('from the setup link to the posture of the first report, without leaving the screen', async ({
  page,
  request,
}) => {
  test.skip(!process.env.E2E_SETUP_LINK, 'only a fresh installation has a first run: npm test starts one');
  const complaints = watchConsole(page);
  await becomeAdministrator(page);
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Get the first report in' })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('Repository').fill('acme');
  await page.getByRole('button', { name: 'Create token and show the command' }).click();
  await expect(page.getByText('It must look like owner/name.')).toBeVisible();
  await page.getByLabel('Repository').fill('first-run/web');
  await page.getByLabel('Scanner').selectOption('npm-audit');
  const command = page.getByRole('figure').filter({ hasText: 'Send npm-audit.json' });
  await expect(command).toContainText('repo=first-run/web');
  await page.getByRole('button', { name: 'Create token and show the command' }).click();
  await expect(command).toContainText(TOKEN);
  await expect(page.getByText('Waiting for your first report…')).toBeVisible();

  const token = TOKEN.exec((await command.textContent()) ?? '')?.[0] ?? '';
  const headers = { authorization: `Bearer ${token}` };
  const refused = await request.post('/api/v1/uploads?repo=first-run/web&wait=60', {
    headers,
    data: '{"not":"a report"}',
  });
  expect(refused.status()).toBe(422);
  await expect(page.getByRole('list', { name: 'What has arrived' })).toContainText('Rejected');

  const data = report('npm-audit', 'demo-npm-audit.json');
  const answer = await request.post('/api/v1/uploads?repo=first-run/web&wait=60', { headers, data });
  expect(await answer.json()).toMatchObject({ status: 'processed', introduced: 12 });
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Do next' }).getByRole('row')).toHaveCount(6);
  await expect(head(page)).toContainText('because nothing measures them');
  expect(complaints()).toEqual([]);
});

test('a person who may not make tokens is told whom to ask', async ({ page }) => {
  await signInAs(page.context(), 'viewer');
  await page.goto('/integrations');
  await expect(page.getByText('Ask an administrator for one.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create a token' })).toBeHidden();
});

test('a token is shown once, works, and does not after it was revoked', async ({ page, request }) => {
  await signInAs(page.context(), 'admin');
  await page.goto('/integrations');
  await page.getByRole('button', { name: 'Create a token' }).click();
  await page.getByLabel('Name').fill('short-lived');
  await page.getByLabel('Repositories').fill('first-run/*');
  await page.getByRole('button', { name: 'Create token', exact: true }).click();
  const shown = page.getByRole('status', { name: 'The new token' });
  await expect(shown).toContainText(TOKEN);
  const token = (await shown.getByRole('code').textContent()) ?? '';
  const post = (repo: string) =>
    request.post(`/api/v1/uploads?repo=${repo}&wait=60`, {
      headers: { authorization: `Bearer ${token}` },
      data: report('semgrep', 'demo-semgrep.json'),
    });
  expect((await post('first-run/tokens')).status()).toBe(200);
  expect((await post('elsewhere/tokens')).status()).toBe(403);
  await page.getByRole('button', { name: 'Revoke short-lived' }).click();
  await page.getByRole('button', { name: 'Revoke token' }).click();
  await expect(page.getByRole('row', { name: /short-lived/ })).toContainText('revoked');
  expect((await post('first-run/tokens')).status()).toBe(401);
  await page.reload();
  await expect(page.getByRole('row', { name: /short-lived/ })).toBeVisible();
  await expect(page.getByText(token)).toBeHidden();
});
