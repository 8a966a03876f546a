import { expect, test } from 'playwright/test';
import { deliver, head, lintReport, report, signInAs, uploadToken } from './support.ts';

const REPO = 'posture/group/deep/service';

test('what CI delivers is on every screen, with the same numbers', async ({ page, request }) => {
  const token = uploadToken();
  const sent = await deliver(request, token, { repo: REPO, pipeline: 'ci' }, report('semgrep', 'demo-semgrep.json'));
  expect(sent).toMatchObject({ status: 'processed', introduced: 18 });
  // All 18 are findings of code.
  await signInAs(page.context(), 'viewer');

  await page.goto(`/repositories?q=${REPO}`);
  const row = page.getByRole('row', { name: new RegExp(REPO) });
  await expect(row).toContainText('Code: 18 open');
  await expect(row).toContainText('Secrets: not measured');
  await row.getByRole('link', { name: REPO }).click();

  await expect(page).toHaveURL(`/repositories/${REPO}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(REPO);
  await expect(page.getByRole('list', { name: 'Open findings by severity' })).toBeVisible();
  const counts = await page
    .getByRole('list', { name: 'Open findings by severity' })
    .getByRole('link')
    .allTextContents();
  expect(counts.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)).toBe(18);

  await test.step('tabs keep their address, and count what their lists have', async () => {
    const tabs = page.getByRole('navigation', { name: 'Repository' });
    const tab = (name: string) => tabs.getByRole('link', { name: new RegExp(`^${name}`) });
    await expect(tab('Overview')).toHaveAttribute('aria-current', 'page');
    const read: string[] = [];
    page.on('request', (request) => read.push(new URL(request.url()).pathname));
    await tab('Coverage').click();
    await expect(page).toHaveURL(`/repositories/${REPO}/coverage`);
    await expect(page.getByRole('row', { name: /^Secrets Not measured/ })).toBeVisible();
    await expect(tab('Findings')).toHaveText('Findings18');
    await tab('Findings').click();
    await expect(page.getByRole('status').filter({ hasText: '18 open' })).toBeVisible();
    await page.getByRole('textbox', { name: 'Search findings' }).fill('no finding has this');
    await expect(page).toHaveURL(new RegExp(`^[^?]*/repositories/${REPO}/findings\\?q=no`));
    await expect(page.getByText('No finding matches these filters')).toBeVisible();
    await page.reload();
    await expect(page.getByText('No finding matches these filters')).toBeVisible();
    await expect(tab('Findings')).toHaveAttribute('aria-current', 'page');
    await tab('Uploads').click();
    await expect(page.getByRole('table', { name: 'Uploads' }).getByRole('row')).toHaveCount(2);
    await expect(tab('Uploads')).toHaveText('Uploads1');
    await page.goBack();
    await expect(tab('Findings')).toHaveAttribute('aria-current', 'page');
    expect(read.filter((path) => /^\/api\/v1\/(?:trends|actions|exceptions)/.test(path))).toEqual([]);
    await tab('Overview').click();
    await expect(page).toHaveURL(`/repositories/${REPO}`);
  });

  const lost = /[\d.]+ points lost/.exec((await head(page).textContent()) ?? '')?.[0] ?? 'none';
  await page.getByRole('link', { name: 'What the score means' }).click();
  await expect(page).toHaveURL(`/score?repo=${REPO}`);
  await expect(page.getByRole('heading', { name: 'What the score means', level: 1 })).toBeVisible();
  await expect(head(page)).toContainText(lost);
  await expect(page.getByRole('row', { name: /^Secrets 20 not measured 20\.0$/ })).toBeVisible();
  await page.goBack();

  const high = page.getByRole('list', { name: 'Open findings by severity' }).getByRole('link', { name: /high/ });
  const number = Number.parseInt((await high.textContent()) ?? '', 10);
  await high.click();
  await expect(page).toHaveURL(`/findings?repo=${REPO}&severity=high`);
  await expect(head(page)).toContainText(`${number} open`);

  const queue = await page.request.get(`/api/v1/actions?repo=${REPO}&q=secrets`);
  const { items } = (await queue.json()) as { items: { title: string; url: string }[] };
  await page.goto(items.find(({ title }) => title === 'Connect a scanner of secrets')?.url ?? '');
  await expect(page.getByRole('heading', { name: 'What to paste into CI' })).toBeVisible();
  await page.getByRole('tab', { name: 'GitLab CI' }).click();
  await expect(page).toHaveURL(/ci=gitlab/);
  await expect(page.getByRole('tabpanel')).toContainText('gitleaks');

  // The grid has the same snippet on the cell that is missing, by keyboard on a phone too.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/coverage?q=${REPO}`);
  const missing = page.getByRole('link', { name: /^Secrets: never measured/ });
  await missing.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Secrets of ${REPO}` });
  await dialog.getByRole('tab', { name: 'Jenkins' }).click();
  await expect(dialog.getByRole('tabpanel')).toContainText('gitleaks');
  await expect(page).toHaveURL(/gap=secret.*ci=jenkins/);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(`/coverage?q=${REPO}`);
  await expect(missing).toBeFocused();
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.goto(`/ingest?repo=${REPO}`);
  await expect(page.getByRole('row', { name: new RegExp(REPO) })).toContainText('Processed');
  await page.goto(`/ingest/${sent.id}`);
  await expect(head(page)).toContainText('18 results read: 18 new, 0 fixed.');
});

test('uploads appear on Ingest while a person looks', async ({ page, request }) => {
  const token = uploadToken();
  const repo = 'posture/live';
  await deliver(request, token, { repo, pipeline: 'first' }, lintReport(3));
  await signInAs(page.context(), 'viewer');
  await page.goto(`/ingest?repo=${repo}`);
  await expect(page.getByRole('row', { name: /first/ })).toBeVisible();
  await deliver(request, token, { repo, pipeline: 'second' }, lintReport(4));
  await expect(page.getByRole('row', { name: /second/ })).toContainText('Processed', { timeout: 20_000 });
});

test('a refused report says why and changes nothing', async ({ page, request }) => {
  const token = uploadToken();
  const headers = { authorization: `Bearer ${token}` };
  const answer = await request.post('/api/v1/uploads?repo=posture/refused&wait=60', { headers, data: '{"a": [1, 2' });
  expect(answer.status()).toBe(422);
  await signInAs(page.context(), 'viewer');
  await page.goto('/ingest');
  await page.getByRole('textbox', { name: 'Search by repository' }).fill('posture ref');
  await expect(page).toHaveURL(/q=posture\+ref/);
  await page.getByRole('button', { name: /^Rejected/ }).click();
  await expect(page).toHaveURL(/state=rejected/);
  await page.getByRole('combobox', { name: 'Delivered by' }).selectOption('e2e');
  await expect(page).toHaveURL(/delivered_by=e2e/);
  const row = page.getByRole('row', { name: /posture\/refused/ });
  await expect(row).toContainText('was recognised: JSON');
  await expect(page.getByText(/worker last seen/)).toBeVisible();
  await row.getByRole('link', { name: 'Rejected' }).click();
  await expect(page.getByText('Nothing was changed by it.')).toBeVisible();
  await page.goto('/repositories/posture/refused');
  await expect(page.getByText('What is open here is not known.')).toBeVisible();
  await expect(page.getByText('No points lost')).toBeHidden();
});

test('an address of nothing says so inside the frame', async ({ page }) => {
  await signInAs(page.context(), 'viewer');
  await page.goto('/repositories/no/such/thing');
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
});
