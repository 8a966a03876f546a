import { type Browser, expect, type Page, test } from 'playwright/test';
import { type OidcServer, startOidcServer } from '../fixtures/oidc-server.ts';
import {
  acceptInvitation,
  deliver,
  expectAccessible,
  expectNoSidewaysScroll,
  lintReport,
  listening,
  plumbline,
  watchConsole,
} from './support.ts';
import { send, TRANSPORTS } from './transports.ts';

/** Plumbline is told of this address before it starts; the provider is there only while this test runs. */
const ISSUER = process.env.E2E_OIDC_ISSUER ?? 'http://127.0.0.1:3631';
const NAME = `Bo ${'Long'.repeat(30)}`;
/** Whom the provider knows from an earlier run is no stranger. */
const BO = `bo-${Date.now()}`;
const people = {
  [BO]: { name: NAME, email: 'bo@provider.example', email_verified: false, groups: ['payments-developers', 'all'] },
  eve: { name: 'Eve', email: 'eve@provider.example', email_verified: true, groups: [] },
};
const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };
let provider: OidcServer;

test.beforeAll(async ({ baseURL }) => {
  provider = await startOidcServer(Number(new URL(ISSUER).port), baseURL ?? '', people);
});
test.afterAll(() => provider.close());

/** What somebody does at the provider. */
async function approveAs(page: Page, login: string): Promise<void> {
  await page.waitForURL(`${ISSUER}/interaction/**`);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('anything');
  await page.locator('button[type=submit]').click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** The provider is offered once it has been found to work again. */
async function openSignIn(page: Page, address = '/sign-in'): Promise<void> {
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByRole('button', { name: /Single sign-on/ })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 40_000 });
}

async function newPage(browser: Browser, baseURL: string | undefined): Promise<Page> {
  return (await browser.newContext({ baseURL: baseURL ?? '' })).newPage();
}

/** What an administrator's own page would send. */
async function change(page: Page, method: string, path: string, data: unknown) {
  const answer = await page.request.fetch(`/api/v1${path}`, { method, data, headers: SAME_ORIGIN });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.status() === 204 ? null : await answer.json();
}

/** An organization of its own, with one repository of a team and one of nobody. Returns its slug. */
async function startOrganization(page: Page): Promise<string> {
  const slug = `provider-${Date.now()}`;
  const admin = `admin-${Date.now()}@example.com`;
  await acceptInvitation(
    page.context(),
    plumbline('organization', 'create', '--name', 'Provider', '--slug', slug, '--admin', admin),
  );
  const { token } = await change(page, 'POST', '/tokens', { kind: 'upload', name: 'ci', repositories: ['*'] });
  await deliver(page.request, token, { repo: 'payments/api' }, lintReport(3));
  const foreign = lintReport(5).replaceAll('weak-hash', 'foreign-flaw').replaceAll('Weak hash', 'Foreign flaw');
  await deliver(page.request, token, { repo: 'other/web' }, foreign);
  await change(page, 'POST', '/teams', { name: 'Payments' });
  await change(page, 'PATCH', '/teams/payments/patterns', { add: ['payments/*'] });
  return slug;
}

async function mapGroup(page: Page): Promise<void> {
  await page.goto('/settings/sign-in');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByText('works', { exact: true })).toBeVisible();
  await page.getByLabel('Group', { exact: true }).fill('payments-developers');
  await page.getByLabel('Its members are').selectOption('developer');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const groups = page.getByRole('listitem').filter({ hasText: 'payments-developers' });
  await expect(groups).toContainText('is developer');
  await page.getByLabel('Group', { exact: true }).fill('payments-developers');
  await page.getByLabel('Its members are').selectOption('team');
  await page.getByLabel('Team', { exact: true }).fill('payments');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(groups).toHaveCount(2);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(page);
}

/** What the other repository's name, rule and title are known by. */
const FOREIGN = /other\/web|foreign.flaw/i;
const SCREENS = ['/', '/findings', '/repositories', '/ingest', '/score', '/integrations'];

/** Every screen, the counts, and the addresses of what is not theirs, by every transport. */
async function expectOnlyOwn(bo: Page): Promise<void> {
  for (const path of SCREENS) {
    await bo.goto(path, { waitUntil: 'networkidle' });
    await expect(bo.locator('main h1')).toBeVisible();
    expect(await bo.content(), path).not.toMatch(FOREIGN);
  }
  await bo.goto('/findings');
  await expect(bo.getByRole('table', { name: 'Findings' }).getByRole('row')).toHaveCount(1 + 3);
  await expect(bo.getByRole('link', { name: /^Findings/ }).first()).toContainText('3');
  await bo.goto('/repositories');
  await expect(bo.getByRole('table', { name: 'Repositories' }).getByRole('row')).toHaveCount(1 + 1);
  await listening(bo);
  await bo.keyboard.press('ControlOrMeta+k');
  await bo.getByPlaceholder('Go to, or search…').fill('other/web');
  // The offer to search findings for these words is the only one.
  await expect(bo.getByRole('option')).toHaveText([/^All findings with/]);
  for (const path of ['/repositories/other/web', '/findings?repo=other/web', '/?scope=repo:other/web']) {
    for (const transport of TRANSPORTS) {
      const { body } = await send(bo.request, path, transport);
      expect(body, `${path} ${JSON.stringify(transport)}`).not.toMatch(/foreign.flaw/i);
    }
  }
}

test('somebody joins with a provider, and sees what the team of their group owns, on every screen; who is unknown is told what to do', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const complaints = watchConsole(page);
  const slug = await startOrganization(page);
  await mapGroup(page);

  const email = `bo-${Date.now()}@example.com`;
  const { link } = await change(page, 'POST', '/users', { email, role: 'viewer' });
  const bo = await newPage(browser, baseURL);
  await openSignIn(bo, link);
  await bo.getByRole('button', { name: 'Join with Single sign-on' }).click();
  await approveAs(bo, BO);
  await expect(bo).toHaveURL('/');
  await bo.goto('/account');
  await expect(bo.getByText('with the role developer')).toBeVisible();
  await expect(bo.getByText('Signed in with Single sign-on')).toBeVisible();
  await expect(bo.getByText('your sign-in provider gives your address')).toBeVisible();
  await expectAccessible(bo);
  await expectNoSidewaysScroll(bo);
  await expectOnlyOwn(bo);
  await bo.context().clearCookies({ name: /plumbline/ });
  await openSignIn(bo, '/sign-in?next=/findings');
  await bo.getByRole('button', { name: 'Sign in with Single sign-on' }).click();
  await expect(bo).toHaveURL('/findings');

  const eve = await newPage(browser, baseURL);
  await openSignIn(eve);
  await eve.getByRole('button', { name: 'Sign in with Single sign-on' }).click();
  await approveAs(eve, 'eve');
  await expect(eve.getByText('You are not known here')).toBeVisible();
  await expectAccessible(eve);
  await eve.context().close();

  await page.reload();
  await expect(page.locator('datalist option[value="all"]')).toBeAttached();
  await page.getByRole('button', { name: 'Remove payments-developers: developer' }).click();
  await page.getByRole('button', { name: 'Remove payments-developers: Payments' }).click();
  await expect(page.getByText('No group gives anything')).toBeVisible();

  await page.goto('/settings/organization');
  await page.getByRole('button', { name: 'Delete the organization…' }).click();
  await expect(page.getByRole('button', { name: 'Delete for good' })).toBeDisabled();
  await page.getByLabel(`Type ${slug}`).fill(slug);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await bo.goto('/findings');
  await expect(bo).toHaveURL(/\/sign-in/);
  await bo.context().close();
  expect(complaints()).toEqual([]);
});
