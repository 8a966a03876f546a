import { type Browser, expect, type Page, test } from 'playwright/test';
import { type OidcServer, startOidcServer } from '../fixtures/oidc-server.ts';
import { expectAccessible, expectNoSidewaysScroll, plumbline, signInAsNew, watchConsole } from './support.ts';

/** Plumbline is told of this address before it starts; the provider is there only while this test runs. */
const ISSUER = process.env.E2E_OIDC_ISSUER ?? 'http://127.0.0.1:3631';
const NAME = `Bo ${'Long'.repeat(30)}`;
const people = {
  bo: { name: NAME, email: 'bo@provider.example', email_verified: false, groups: ['payments-developers'] },
  eve: { name: 'Eve', email: 'eve@provider.example', email_verified: true, groups: [] },
};
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

test('somebody joins with a provider and has the role of their group; who is unknown is told what to do', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const complaints = watchConsole(page);
  await signInAsNew(page.context(), 'admin');
  await page.goto('/settings/sign-in');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByText('works')).toBeVisible();
  await page.getByLabel('Group', { exact: true }).fill('payments-developers');
  await page.getByLabel('Its members are').selectOption('developer');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'payments-developers' })).toContainText('is developer');
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(page);

  const link = plumbline('user', 'create', '--email', `bo-${Date.now()}@example.com`, '--role', 'viewer');
  const bo = await newPage(browser, baseURL);
  await openSignIn(bo, link);
  await bo.getByRole('button', { name: 'Join with Single sign-on' }).click();
  await approveAs(bo, 'bo');
  await expect(bo).toHaveURL('/');
  await bo.goto('/account');
  await expect(bo.getByText('with the role developer')).toBeVisible();
  await expectAccessible(bo);
  await expectNoSidewaysScroll(bo);
  await bo.context().clearCookies({ name: /plumbline/ });
  await openSignIn(bo, '/sign-in?next=/findings');
  await bo.getByRole('button', { name: 'Sign in with Single sign-on' }).click();
  await expect(bo).toHaveURL('/findings');
  await bo.context().close();

  const eve = await newPage(browser, baseURL);
  await openSignIn(eve);
  await eve.getByRole('button', { name: 'Sign in with Single sign-on' }).click();
  await approveAs(eve, 'eve');
  await expect(eve.getByText('You are not known here')).toBeVisible();
  await expectAccessible(eve);
  await eve.context().close();
  await page.getByRole('button', { name: 'Remove payments-developers' }).click();
  await expect(page.getByText('No group gives anything')).toBeVisible();
  expect(complaints()).toEqual([]);
});
