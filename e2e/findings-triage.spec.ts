import { type APIRequestContext, expect, type Page, test } from 'playwright/test';
import { many, sarif } from './findings-setup.ts';
import { deliver, expectAccessible, expectNoSidewaysScroll, listening, signInAs, uploadToken } from './support.ts';

const KEYS = `e2e-triage/keys-${Date.now()}`;
const BULK = 'e2e-triage/bulk';
const MORE = 'e2e-triage/bulk-more';

async function send(request: APIRequestContext, repo: string, count: number, rule = 'taint'): Promise<void> {
  await deliver(request, uploadToken(), { repo }, sarif(many(count, rule, 'error')));
}

test.beforeEach(async ({ context }) => {
  await signInAs(context, 'security');
});

const answer = (page: Page) => page.locator('main header').getByRole('status').first();
const rows = (page: Page) => page.locator('tbody tr[data-index]');
const toasts = (page: Page) => page.getByRole('region', { name: /Notifications/ }).getByRole('listitem');

test('twelve decisions are made by keyboard alone in under a minute', async ({ page, request }) => {
  await send(request, KEYS, 14);
  await page.goto(`/findings?repo=${KEYS}`);
  await listening(page);
  await expect(answer(page)).toHaveText('14 open findings match 1 filter');
  const taken: number[] = [];
  page.on('response', (response) => {
    if (response.request().method() === 'POST' && response.url().endsWith('/api/v1/exceptions'))
      taken.push(response.status());
  });
  const began = Date.now();
  await page.keyboard.press('j');
  const names = new Set<string>();
  for (let decision = 1; decision <= 12; decision++) {
    await expect(rows(page).and(page.locator(':focus'))).toBeVisible();
    await page.keyboard.press(decision % 2 === 1 ? 'e' : 'f');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByLabel('Reason')).toBeFocused();
    names.add((await dialog.getByRole('heading').textContent()) ?? '');
    await page.keyboard.type(`exact reason ${decision}`);
    await page.keyboard.press('Control+Enter');
    await expect(dialog).toBeHidden();
  }
  await expect.poll(() => taken.length).toBe(12);
  const took = Date.now() - began;
  test.info().annotations.push({ type: 'took', description: `${took} ms` });
  expect(took).toBeLessThan(60_000);
  expect(new Set(taken)).toEqual(new Set([201]));
  expect(names.size).toBe(12);
  await expect(answer(page)).toHaveText('2 open findings match 1 filter');
  await page.reload();
  await expect(answer(page)).toHaveText('2 open findings match 1 filter');
  await page.goto(`/findings?repo=${KEYS}&state=accepted`);
  await expect(answer(page)).toHaveText('6 risk accepted findings match 1 filter');
});

test('a decision shows at once, and one that is not taken comes back with the reason', async ({ page, request }) => {
  await send(request, 'e2e-triage/refused', 3);
  await page.goto('/findings?repo=e2e-triage/refused');
  await listening(page);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const detail = 'The database is busy. Nothing was changed; try again.';
  let sent = 0;
  await page.route('**/api/v1/exceptions', async (route) => {
    sent += 1;
    await held;
    const problem = { type: '/docs/api#problem-unavailable', title: 'Busy', status: 503, detail };
    await route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem });
  });
  await page.keyboard.press('j');
  await page.keyboard.press('f');
  await expect(page.getByRole('dialog').getByLabel('Reason')).toBeFocused();
  await page.keyboard.type('A constant.');
  await page.keyboard.press('Control+Enter');
  const row = rows(page).first();
  await expect(row).toContainText('false positive, being saved');
  await expect(rows(page).nth(1)).toBeFocused();
  // Once more about the same one: nothing is sent twice.
  await page.keyboard.press('k');
  await page.keyboard.press('f');
  await expect(toasts(page).filter({ hasText: 'is being saved' })).toBeVisible();
  release();
  await expect(row).toContainText('decision not saved');
  await expect(row).not.toContainText('false positive');
  expect(sent).toBe(1);
  const said = toasts(page).filter({ hasText: detail });
  await expect(said).toBeVisible();
  await page.unroute('**/api/v1/exceptions');
  await said.getByRole('button', { name: 'Try again' }).click();
  await expect(answer(page)).toHaveText('2 open findings match 1 filter');
});

test('many are decided at once after a dry run, told what changed meanwhile, and undone on another screen', async ({
  page,
  request,
}) => {
  await send(request, BULK, 130);
  await send(request, MORE, 20);
  await page.goto(`/findings?repo=${BULK},${MORE}`);
  await listening(page);
  await expect(answer(page)).toHaveText('150 open findings match 1 filter');
  await page.getByRole('checkbox', { name: 'Select all loaded findings' }).click();
  await page.getByRole('button', { name: 'Select all 150 that match' }).click();
  await page.getByRole('button', { name: /^Accept risk/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Accept the risk of many findings' });
  await expect(dialog).toContainText('Accepts 150 findings in 2 repositories.');
  await expect(dialog).toContainText(/Score: \d+(\.\d+)? → \d+(\.\d+)?\./);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page);
  }
  await dialog.getByLabel('Reason').fill('Only tests reach this code.');
  // A report comes in between.
  await send(request, MORE, 22);
  await dialog.getByRole('button', { name: 'Accept 150 findings' }).click();
  await expect(dialog.getByRole('alert')).toContainText('It is 152 findings now, 2 more than the 150 of the preview.');
  await dialog.getByRole('button', { name: 'Accept 152 findings' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { name: 'No finding matches these filters' })).toBeVisible();
  await page.getByRole('link', { name: 'Queue' }).click();
  await expect(page).toHaveURL(/\/queue/);
  await toasts(page).filter({ hasText: '152 findings accepted' }).getByRole('button', { name: 'Undo' }).click();
  await expect(toasts(page).filter({ hasText: 'Taken back: 152 decisions' })).toBeVisible();
  await page.goto(`/findings?repo=${BULK},${MORE}`);
  await expect(answer(page)).toHaveText('152 open findings match 1 filter');
});

test('severity and tags of many are set by keyboard after a dry run and undone, and one is commented on', async ({
  page,
  request,
}) => {
  const repo = `e2e-triage/rated-${Date.now()}`;
  await send(request, repo, 3);
  await page.goto(`/findings?repo=${repo}&columns=exception,owner`);
  await listening(page);
  await expect(answer(page)).toHaveText('3 open findings match 1 filter');
  await expect(page.getByRole('columnheader').getByText('Owner', { exact: true })).toBeVisible();
  const dialog = page.getByRole('dialog');
  const undo = toasts(page).getByRole('button', { name: 'Undo' });
  await page.keyboard.press('j');
  for (const key of ['x', 'j', 'x', 's']) await page.keyboard.press(key);
  await expect(dialog.getByLabel('Severity')).toBeFocused();
  await dialog.getByLabel('Severity').selectOption('low');
  await expect(dialog).toContainText('Sets 2 findings in 1 repository to low.');
  await expect(dialog).toContainText('Today: 2 high.');
  await expectAccessible(page);
  await dialog.getByLabel('Reason').fill('Only tests reach this code.');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(rows(page).filter({ hasText: 'was high' })).toHaveCount(2);
  await undo.click();
  await expect(toasts(page).filter({ hasText: 'Undone on 2 findings' })).toBeVisible();
  await expect(rows(page).filter({ hasText: 'was high' })).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Select all loaded findings' }).click();
  await page.getByRole('button', { name: /^Tags/ }).click();
  await expect(dialog.getByLabel('Put on')).toBeFocused();
  await page.keyboard.type('Sprint 9');
  await expect(dialog).toContainText('Changes the tags of 3 findings in 1 repository.');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(rows(page).filter({ hasText: 'sprint-9' })).toHaveCount(3);
  await undo.click();
  await expect(rows(page).filter({ hasText: 'sprint-9' })).toHaveCount(0);
  await rows(page).first().focus();
  // Whoever knows what they want need not wait for the dry run of one, nor for a name to be found.
  await page.keyboard.press('s');
  await expect(dialog.getByLabel('Severity')).toBeFocused();
  for (const key of ['M', 'Tab', 'f', 'e', 'w', 'Control+Enter']) await page.keyboard.press(key);
  await expect(dialog).toBeHidden();
  await expect(rows(page).filter({ hasText: 'was high' })).toHaveCount(1);
  await rows(page).first().focus();
  await page.keyboard.press('a');
  await expect(dialog.getByLabel('Name of a person or team')).toBeFocused();
  for (const key of ['S', 'a', 'm', 'Enter']) await page.keyboard.press(key);
  await expect(dialog).toBeHidden();
  await expect(toasts(page).filter({ hasText: 'Given to Sam' })).toBeVisible();
  await rows(page).first().focus();
  await page.keyboard.press('c');
  await expect(dialog.getByLabel('Comment')).toBeFocused();
  await page.keyboard.type('Looked at it.');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await rows(page).first().getByRole('link').first().click();
  await expect(page.getByText('Looked at it.')).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByLabel('Comment', { exact: true })).toBeFocused();
});

test('a list is saved as a view under its own address, changed, reset, and shared with others', async ({
  page,
  request,
  browser,
}) => {
  const name = `High ones ${Date.now()}`;
  const slug = name.toLowerCase().replaceAll(' ', '-');
  await send(request, 'e2e-triage/views', 4);
  await page.goto('/findings?repo=e2e-triage/views&severity=high&columns=rule,due');
  await listening(page);
  await expect(page.getByRole('columnheader', { name: 'Rule' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Age' })).toBeHidden();
  await page.keyboard.press('v');
  const dialog = page.getByRole('dialog', { name: 'Views' });
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type(name);
  await dialog.getByLabel('For everybody in the organization').check();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page);
  }
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(`/findings?view=${slug}`);
  await page.getByRole('button', { name: 'Remove filter Severity' }).click();
  await expect(page).toHaveURL(new RegExp(`repo=e2e-triage/views&columns=rule,due&view=${slug}`));
  await expect(page.getByText('· changed')).toBeVisible();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page).toHaveURL(`/findings?view=${slug}`);
  await expect(answer(page)).toHaveText('4 open findings match 2 filters');
  const other = await browser.newContext({ baseURL: new URL(page.url()).origin });
  await signInAs(other, 'viewer');
  const read = await other.newPage();
  await read.goto(`/findings?view=${slug}`);
  await expect(answer(read)).toHaveText('4 open findings match 2 filters');
  await expect(read.getByRole('columnheader', { name: 'Rule' })).toBeVisible();
  await read.goto('/findings?view=me/none');
  await expect(read.getByText('There is no view “me/none” that you see')).toBeVisible();
  await other.close();
  // Who looks at one comes back to the view, by its name.
  await rows(page).first().getByRole('link').first().click();
  await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link', { name: 'Findings' }).click();
  await expect(page).toHaveURL(`/findings?view=${slug}`);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('rows are ticked and decided about without sideways scrolling', async ({ page, request }) => {
    await send(request, KEYS, 14);
    await page.goto(`/findings?repo=${BULK}`);
    await listening(page);
    await rows(page).nth(0).getByRole('checkbox').click();
    await rows(page).nth(1).getByRole('checkbox').click();
    await page.getByRole('button', { name: /^False positive/ }).click();
    await expect(page.getByRole('dialog')).toContainText('Marks 2 findings in 1 repository as false positives.');
    await expectNoSidewaysScroll(page);
  });
});
