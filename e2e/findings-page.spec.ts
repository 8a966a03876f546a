import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from 'playwright/test';
import { type Planted, sarif } from './findings-setup.ts';
import { deliver, signInAs, uploadToken } from './support.ts';

const REPO = 'e2e-finding/shop';
const DEEP = 'e2e-finding/group/with-a-subgroup/shop';
const FILE = 'services/checkout/a-folder-with-a-rather-long-name/another-one/payment-handler.ts';

const HOSTILE: Planted = {
  rule: 'hostile-text',
  file: FILE,
  line: 12,
  level: 'error',
  code: 'render("<img src=x onerror=window.hacked=1>");',
  around: 'const page = view();\nrender("<img src=x onerror=window.hacked=1>");\n/*\u202E hidden */',
  message: '<script>window.hacked = 1</script> is [not](javascript:alert(1)) interpreted.',
};

const HARMLESS: Planted = { rule: 'weak-hash', file: 'src/hash.ts', line: 3, level: 'warning', code: 'md5(input);' };

test.beforeAll(async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL: baseURL ?? '' });
  const token = uploadToken();
  await deliver(request, token, { repo: REPO }, sarif([HOSTILE, HARMLESS]));
  await deliver(request, token, { repo: DEEP }, sarif([HARMLESS]));
  await deliver(request, token, { repo: REPO }, sarif([HOSTILE]));
  await request.dispose();
});

test.beforeEach(async ({ context }) => {
  await signInAs(context, 'security');
});

async function open(page: Page, search: string): Promise<void> {
  await page.goto(`/findings?${search}`);
  await page.locator('tbody tr[data-index] a:visible').first().click();
  await expect(page).toHaveURL(/\/findings\/\d+$/);
}

test('a finding shows its code with the line marked, its evidence, who sees it and its history', async ({ page }) => {
  await open(page, `repo=${REPO}&rule=hostile-text`);
  await expect(page.getByText('marked line: ')).toHaveCount(1);
  const code = page.getByRole('region', { name: `Code: ${FILE}:12` });
  await expect(code).toContainText('11const page = view();');
  await expect(code).toContainText('13/*[U+202E] hidden */');
  await expect(page.getByRole('tab', { name: 'planted' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Seen by' })).toContainText('1 source still sees it');
  await expect(page.getByRole('region', { name: 'History' })).toContainText('Introduced');
  await expect(page.getByRole('complementary', { name: 'State and next step' })).toContainText('as planted reports it');
});

test('what a report says is text: markup is shown and never run', async ({ page }) => {
  await open(page, `repo=${REPO}&rule=hostile-text`);
  await expect(page.getByText('render("<img src=x onerror=window.hacked=1>");').first()).toBeVisible();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(await page.locator('main a[href^="javascript:"]').count()).toBe(0);
});

test('people comment, tag, set the severity and watch, and the list says so', async ({ page }) => {
  await open(page, `repo=${DEEP}`);
  const aside = page.getByRole('complementary', { name: 'State and next step' });
  await aside.getByRole('button', { name: 'Set severity…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set the severity' });
  await dialog.getByLabel('Severity', { exact: true }).selectOption('critical');
  await dialog.getByLabel('Reason').fill('Everybody can reach it.');
  await dialog.getByRole('button', { name: 'Set the severity' }).click();
  await expect(aside).toContainText('reports state medium');
  await aside.getByLabel('Add a tag').fill('Needs Design');
  await aside.getByRole('button', { name: 'Add' }).click();
  await expect(aside.getByRole('link', { name: 'needs-design' })).toBeVisible();
  const comments = page.getByRole('region', { name: 'Comments' });
  await comments
    .getByLabel('Comment')
    .fill('<img src=x onerror="window.hacked=1"> is `safe()`, see https://example.invalid/a.');
  await comments.getByRole('button', { name: 'Comment' }).click();
  await expect(comments.getByRole('listitem')).toContainText('<img src=x onerror="window.hacked=1"> is safe(), see');
  await expect(comments.getByRole('link', { name: /example\.invalid\/a/ })).toHaveAttribute('rel', /noopener/);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await expect(page.getByRole('button', { name: 'Stop watching' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'History' })).toContainText('Severity set to critical, was medium');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.goto('/findings?tag=needs-design&watched=me');
  const row = page.locator('tbody tr[data-index]');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('was medium');
  await expect(row).toContainText('needs-design');
});

test('what a VEX document states is loaded, stands beside the finding, is adopted, and is an exception with its source', async ({
  page,
  request,
}) => {
  const [repo, advisory, author] = ['e2e-finding/stated', 'CVE-2031-70071', 'Upstream of stated-lib'];
  const purl = 'pkg:npm/e2e-stated-lib@1.0.0';
  const bom = {
    ...{ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, metadata: { tools: [{ name: 'planted-bom' }] } },
    components: [{ type: 'library', name: 'e2e-stated-lib', version: '1.0.0', purl, 'bom-ref': 'lib' }],
    vulnerabilities: [{ id: advisory, ratings: [{ severity: 'high' }], affects: [{ ref: 'lib' }] }],
  };
  await deliver(request, uploadToken(), { repo, complete: 'true' }, JSON.stringify(bom));
  const vex = {
    ...{ '@context': 'https://openvex.dev/ns/v0.2.0', '@id': 'urn:e2e:stated', author, version: 1 },
    timestamp: new Date().toISOString(),
    statements: [
      {
        ...{ vulnerability: { name: advisory }, products: [{ '@id': purl }], status: 'not_affected' },
        justification: 'vulnerable_code_not_present',
      },
    ],
  };
  await page.goto('/exceptions/statements');
  await expect(page.getByRole('button', { name: 'Load a document' })).toBeVisible();
  await page
    .getByLabel('VEX document')
    .setInputFiles({ name: 'stated.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(vex)) });
  await expect(page.getByText(`Loaded what ${author} states`, { exact: true })).toBeVisible();
  // The filter for it is offered now, and leaves the finding alone.
  await page.goto(`/findings?repo=${repo}`);
  await page.getByRole('group', { name: 'Stated by VEX' }).getByLabel('Not affected').click();
  await expect(page).toHaveURL(/statement=not_affected/);
  await page.locator('tbody tr[data-index] a:visible').first().click();
  await expect(page.getByText(`${author}: not affected, the vulnerable code is not there`)).toBeVisible();
  await page.getByRole('button', { name: 'Adopt as false positive…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Adopt/ })
    .click();
  await expect(page.getByText('Adopted for 1 finding', { exact: true })).toBeVisible();
  await page.goto(`/exceptions?repo=${repo}`);
  await expect(page.getByText(`${author} states: not affected`).filter({ visible: true })).toBeVisible();
});

test('external links send no referrer', async ({ page }) => {
  await open(page, `repo=${REPO}&rule=hostile-text`);
  const link = page.getByRole('link', { name: /What the rule says/ });
  await expect(link).toHaveAttribute('rel', /noopener/);
  await expect(link).toHaveAttribute('rel', /noreferrer/);
});

test('a fixed finding says when it was fixed and that nothing sees it any more', async ({ page }) => {
  await open(page, `repo=${REPO}&state=fixed`);
  await expect(page.getByRole('region', { name: 'Seen by' })).toContainText('nothing sees it any more');
  await expect(page.getByRole('region', { name: 'History' })).toContainText('Fixed');
  await expect(page.getByRole('complementary', { name: 'State and next step' })).toContainText('nothing is due');
});

test('the address by id leads to the one by repository and number, however deep the repository', async ({ page }) => {
  const list = await page.request.get(`/api/v1/findings?repo=${DEEP}`);
  const { items } = (await list.json()) as { items: { id: string; url: string }[] };
  await page.goto(`/findings/${items[0]?.id}`);
  await expect(page).toHaveURL(new RegExp(`/repositories/${DEEP}/findings/1$`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Found by weak-hash');
});

test('a finding that does not exist shows the not-found page', async ({ page }) => {
  for (const address of [`/repositories/${REPO}/findings/999999`, '/findings/fnd_zz_zz', '/findings/nonsense']) {
    await page.goto(address);
    await expect(page.getByRole('heading', { name: 'There is no such finding' })).toBeVisible();
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing stands in the way of assistive technology (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(page, `repo=${REPO}&rule=hostile-text`);
    await expect(page.getByRole('region', { name: 'History' })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a long name of a rule stays inside its place', async ({ page, request }) => {
    const rule = `java.lang.security.audit.${'formatted-sql-string-from-a-request.'.repeat(5)}end`;
    const long: Planted = { ...HARMLESS, rule, message: `${rule} matches here` };
    await deliver(
      request,
      uploadToken(),
      { repo: 'e2e-finding/long-names' },
      sarif([long, { ...long, file: 'src/other.ts' }]),
    );
    await open(page, 'repo=e2e-finding/long-names');
    await expect(page.getByRole('region', { name: 'History' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  test('long paths and code stay inside their place', async ({ page }) => {
    await open(page, `repo=${REPO}&rule=hostile-text`);
    await expect(page.getByRole('region', { name: 'History' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
