import { Secret, TOTP } from 'otpauth';
import { expect, type Page, test } from 'playwright/test';
import { expectAccessible, plumbline, signInAsNew, watchConsole } from './support.ts';

const PRESENT = 'a-long-test-passphrase-7';
const NEXT = 'seven walnut harbours 3';

test('a person changes name and password, which ends the sessions of other browsers', async ({
  page,
  browser,
  baseURL,
}) => {
  // Each password is verified at the cost that guessers pay.
  test.setTimeout(120_000);
  const complaints = watchConsole(page);
  await signInAsNew(page.context(), 'viewer');
  const other = await browser.newContext({ baseURL: baseURL ?? '', storageState: await page.context().storageState() });
  await page.goto('/');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('link', { name: 'Your account' }).click();
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('Your name').fill('Robin Renamed');
  await page.getByRole('button', { name: 'Save the name' }).click();
  await expect(page.getByRole('button', { name: 'Account of Robin Renamed' })).toBeVisible();

  await page.getByLabel('Present password').fill('not the one at all');
  await page.getByLabel('New password').fill(NEXT);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('Is not your present password.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByLabel('New password')).toHaveValue(NEXT);

  await page.getByLabel('Present password').fill(PRESENT);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('Password changed', { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.goto('/ingest');
  await expect(page).toHaveURL('/ingest');
  expect((await other.request.get('/api/v1/users/me')).status()).toBe(401);
  await other.close();
  // The browser reports the refusal itself.
  expect(complaints().filter((text) => !text.includes('400'))).toEqual([]);
});

/** What the app shows: now, or in some seconds. */
const codeOf = (secret: string, seconds = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + seconds * 1000 });

/** The two steps of signing in; the right password alone leads to no screen. */
async function signsIn(page: Page, { email, password }: { email: string; password: string }, code: string) {
  await page.context().clearCookies({ name: /plumbline/ });
  await page.goto('/sign-in?next=/account');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByLabel('Code')).toBeVisible({ timeout: 30_000 });
  expect((await page.request.get('/api/v1/users/me')).status()).toBe(401);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('a second factor is set up, asked for at the next sign-in, and replaced by a recovery code once', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const complaints = watchConsole(page);
  const who = await signInAsNew(page.context(), 'viewer');
  await page.goto('/account');
  await page.getByRole('button', { name: 'Set up a second factor' }).click();
  const secret = (await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{4}){3,}/).innerText()).replaceAll(' ', '');
  await expectAccessible(page);
  await page.getByLabel('Code of the app').fill(codeOf(secret));
  await page.getByLabel('Your password').fill(who.password);
  await page.getByRole('button', { name: 'Turn it on' }).click();
  const codes = page.getByRole('status', { name: 'The new recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10, { timeout: 30_000 });
  const recovery = await codes.first().innerText();

  // The app's present code was taken: the next one is good already.
  await signsIn(page, who, codeOf(secret, 30));
  await expect(page.getByText('10 recovery codes are left')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Signed in with a password and a code')).toBeVisible();
  await signsIn(page, who, recovery);
  await expect(page.getByText('9 recovery codes are left')).toBeVisible();
  await page.getByRole('link', { name: 'Go on' }).click();
  await expect(page.getByText('Signed in with a recovery code')).toBeVisible();
  await signsIn(page, who, recovery);
  await expect(page.getByText(/wrong or was used/)).toBeVisible();
  // The browser reports refusals itself.
  expect(complaints().filter((text) => !/40[01]/.test(text))).toEqual([]);
});

test('a person of two organizations joins by an invitation, switches, and no tab mixes them', async ({ page }) => {
  test.setTimeout(120_000);
  const complaints = watchConsole(page);
  const { email } = await signInAsNew(page.context(), 'viewer');
  const slug = `second-${Date.now()}`;
  const name = `Second ${'long'.repeat(20)}`;
  const link = plumbline('organization', 'create', '--name', name, '--slug', slug, '--admin', email);
  await page.goto('/findings');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await expect(page.getByText('Organization', { exact: true })).toHaveCount(0);
  const tab = await page.context().newPage();
  await tab.goto(link);
  await expect(tab.getByRole('heading', { name: `Join ${name}` })).toBeVisible();
  await expectAccessible(tab);
  await tab.getByRole('button', { name: 'Join' }).click();
  await expect(tab.getByRole('link', { name: 'People', exact: true })).toBeVisible();

  await expect(page.getByRole('heading', { name: 'This tab is out of date' })).toBeVisible();
  await page.getByRole('button', { name: 'Go to what it shows now' }).click();
  await page.getByRole('button', { name: /^Account of/ }).click();
  const other = page
    .getByRole('list', { name: 'Organization' })
    .getByRole('button')
    .and(page.locator(':not([aria-current])'));
  await expectAccessible(page);
  await other.click();
  await expect(page.getByRole('link', { name: 'People', exact: true })).toHaveCount(0);
  await expect(tab.getByRole('heading', { name: 'This tab is out of date' })).toBeVisible();
  // The browser reports the refusal of a tab that asked before it was told.
  expect(complaints().filter((text) => !text.includes('409'))).toEqual([]);
});
