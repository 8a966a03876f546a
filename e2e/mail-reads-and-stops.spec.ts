import { expect, test } from 'playwright/test';
import { unsubscribeToken } from '#lib/domain/mail/unsubscribe-token.ts';
import { linkKey, readKeys } from '#lib/keys.ts';
import {
  deliver,
  expectAccessible,
  expectNoSidewaysScroll,
  inDatabase,
  lintReport,
  signInAs,
  signInAsNew,
  uploadToken,
  watchConsole,
} from './support.ts';

const REPO = 'mail/service';

test('a digest is read as HTML and as text before it comes, and leads to what it names', async ({ page, request }) => {
  const complaints = watchConsole(page);
  await deliver(request, uploadToken(), { repo: REPO }, lintReport(3));
  await signInAs(page.context(), 'admin');
  await page.goto('/settings/digest');
  await expect(page.getByText('No mail server: mails are kept, and read on screen')).toBeVisible();
  await page.getByRole('button', { name: 'Show mine' }).click();
  const mail = page.getByRole('region', { name: 'Preview of the digest' });
  const frame = mail.locator('iframe');
  await expect(frame).toHaveAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
  const html = mail.frameLocator('iframe');
  await expect(html.getByRole('heading', { name: /^Posture \d/ })).toBeVisible();
  await expect(html.getByRole('heading', { name: /^Do next/ })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(page);
  await mail.getByRole('tab', { name: 'As text' }).click();
  await expect(mail.getByText(/Do next: .*-{5}/s)).toBeVisible();
  const opened = page.waitForEvent('popup');
  await mail.getByRole('tab', { name: 'As HTML' }).click();
  await html.getByRole('list').first().getByRole('link').first().click();
  await expect(await opened).toHaveURL(/\/actions\//);
  expect(complaints()).toEqual([]);
});

test('a mail that was made is in the outbox of its recipient, and of nobody else', async ({
  page,
  browser,
  baseURL,
}) => {
  await signInAsNew(page.context(), 'admin');
  await page.goto('/settings/digest');
  await page.getByRole('button', { name: 'Make a test mail' }).click();
  await page.getByRole('link', { name: 'See what becomes of it' }).click();
  await expect(page.getByRole('heading', { name: /^Test mail from / })).toBeVisible();
  await expect(page.getByText('On screen only')).toBeVisible();
  await expect(page.frameLocator('iframe').getByRole('heading', { name: 'Mails are read on screen' })).toBeVisible();
  const address = new URL(page.url()).pathname;
  await page.goto('/mails');
  await expect(page.getByRole('row', { name: /Test mail from/ })).toHaveCount(1);
  const other = await browser.newContext({ baseURL: baseURL ?? '' });
  await signInAs(other, 'viewer');
  const theirs = await other.newPage();
  await theirs.goto(address);
  await expect(theirs.getByRole('heading', { name: 'There is no such mail' })).toBeVisible();
  await other.close();
});

/** The link that a digest to this person has: a mail comes when its hour has come, and tests do not wait for it. */
async function linkTo(email: string): Promise<string> {
  const [who] = await inDatabase(
    (sql) => sql<{ orgId: number; userId: number }[]>`
      select org_id, id as user_id from users where email = ${email}`,
  );
  if (who === undefined) throw new Error(`there is no ${email}`);
  const key = linkKey(readKeys(process.env.DATA_DIR ?? '.data').ENCRYPTION_KEY ?? '');
  return `/unsubscribe/${unsubscribeToken(key, { ...who, stops: 'weekly' })}`;
}

test('a choice of mails is kept, and the link in a mail stops them: by a button, and not by being opened', async ({
  page,
  browser,
  baseURL,
}) => {
  const { email } = await signInAsNew(page.context(), 'viewer');
  await page.goto('/account/mail');
  await page.getByLabel('Numbers only').click();
  await page.getByLabel('Day', { exact: true }).selectOption('Thursday');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your choice is saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Numbers only')).toBeChecked();
  await expect(page.getByLabel('Day', { exact: true })).toHaveValue('4');

  const anybody = await browser.newContext({ baseURL: baseURL ?? '' });
  const reader = await anybody.newPage();
  const complaints = watchConsole(reader);
  await reader.goto(await linkTo(email));
  await expect(reader.getByRole('heading', { name: 'Stop the weekly mail?' })).toBeVisible();
  await expectAccessible(reader);
  const isOn = async () =>
    ((await (await page.request.get('/api/v1/users/me/mail')).json()) as { weekly: unknown }).weekly;
  expect(await isOn()).toBeNull();
  await reader.getByRole('button', { name: 'Stop these mails' }).click();
  await expect(reader.getByRole('heading', { name: 'The weekly mail is stopped' })).toBeVisible();
  expect(await isOn()).toBe(false);
  await reader.goto('/unsubscribe/cut-off');
  await expect(reader.getByRole('heading', { name: 'This link stops nothing' })).toBeVisible();
  expect(complaints()).toEqual([]);
  await anybody.close();

  await page.reload();
  await expect(page.getByLabel('Send me the weekly digest')).not.toBeChecked();
  await page.getByLabel('Send me the weekly digest').click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(isOn).toBe(true);
});
