import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from 'playwright/test';
import { many, sarif } from './findings-setup.ts';
import { deliver, listening, signInAs, uploadToken } from './support.ts';

// From this width on, the filters stand beside the list.
test.use({ viewport: { width: 1440, height: 900 } });

/** Two further pages are read while it scrolls. */
const LOADS = { timeout: 20_000 };

const REPO = 'e2e-explorer/shop';
const HERE = `/findings?repo=${REPO}`;

test.beforeAll(async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL: baseURL ?? '' });
  const report = [...many(230, 'taint-to-shell', 'error'), ...many(40, 'weak-hash', 'warning')];
  await deliver(request, uploadToken(), { repo: REPO }, sarif(report));
  await request.dispose();
});

test.beforeEach(async ({ context }) => {
  await signInAs(context, 'security');
});

const answer = (page: Page) => page.locator('main header').getByRole('status').first();
const facets = (page: Page) => page.getByRole('complementary', { name: 'Filters' });
const rows = (page: Page) => page.locator('tbody tr[data-index]');

test('a link with filters shows the filtered list, and the count agrees with the facet', async ({ page }) => {
  await page.goto(`${HERE}&severity=high`);
  await expect(answer(page)).toHaveText('230 open findings match 2 filters');
  await expect(facets(page).getByRole('listitem').filter({ hasText: 'High' })).toContainText('230');
  await expect(facets(page).getByLabel('High')).toBeChecked();
});

test('filters live in the address: back, forward and reload do what a person expects', async ({ page }) => {
  await page.goto(HERE);
  await expect(answer(page)).toHaveText('270 open findings match 1 filter');
  await facets(page).getByLabel('Medium').check();
  await expect(page).toHaveURL(/severity=medium/);
  await expect(answer(page)).toHaveText('40 open findings match 2 filters');
  await page.reload();
  await expect(answer(page)).toHaveText('40 open findings match 2 filters');
  await page.goBack();
  await expect(answer(page)).toHaveText('270 open findings match 1 filter');
  await expect(facets(page).getByLabel('Medium')).not.toBeChecked();
  await page.goForward();
  await page.getByRole('button', { name: 'Remove filter Severity' }).click();
  await expect(answer(page)).toHaveText('270 open findings match 1 filter');
});

test('what the filters leave is saved as a file, by keyboard: as many rows as the screen counts', async ({ page }) => {
  await page.goto(`${HERE}&severity=medium`);
  await expect(answer(page)).toHaveText('40 open findings match 2 filters');
  await page.getByRole('button', { name: 'Export' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Export 40 open findings' });
  const save = async (format: string): Promise<string> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: format }).press('Enter'),
    ]);
    expect(download.suggestedFilename()).toMatch(/^plumbline-findings-\d{4}-\d\d-\d\d-.*e2e-explorer-shop.*\./);
    return readFileSync(await download.path(), 'utf8');
  };
  await expect(dialog.getByRole('link')).toHaveText(['CSV', 'JSON', 'SARIF']);
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([]);
  expect((await save('CSV')).trimEnd().split('\r\n')).toHaveLength(41);
  await page.getByRole('button', { name: 'Export' }).press('Enter');
  const { runs } = JSON.parse(await save('SARIF'));
  expect(runs[0].results).toHaveLength(40);
});

test('findings of one rule stand in one row, which leads to exactly those', async ({ page }) => {
  await page.goto(HERE);
  await listening(page);
  await page.getByRole('button', { name: 'Group by rule' }).click();
  await expect(page).toHaveURL(/group=rule/);
  await expect(answer(page)).toHaveText('270 open findings match 1 filter, in 2 groups');
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText('230');
  await page.reload();
  await rows(page).nth(1).getByRole('link').click();
  await expect(page).toHaveURL(/rule=weak-hash/);
  await expect(answer(page)).toHaveText('40 open findings match 2 filters');
  await page.goBack();
  await expect(rows(page)).toHaveCount(2);
});

test('slash searches; a text without matches says so and offers to clear it', async ({ page }) => {
  await page.goto(HERE);
  await listening(page);
  await page.keyboard.press('/');
  await page.keyboard.type('weak-hash');
  await expect(answer(page)).toHaveText('40 open findings match 2 filters');
  await page.getByRole('textbox', { name: 'Search findings' }).fill('no such thing anywhere');
  await expect(page.getByRole('heading', { name: 'No finding matches these filters' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear all' }).last().click();
  await expect(page).toHaveURL(/\/findings$/);
});

test('the keyboard alone moves, selects, opens and goes back', async ({ page }) => {
  await page.goto(HERE);
  await listening(page);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('1 selected')).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/repositories\/e2e-explorer\/shop\/findings\/\d+$/);
  await expect(page.getByRole('navigation', { name: 'Where you are' }).getByText('Findings')).toHaveAttribute(
    'href',
    HERE,
  );
  const place = page.getByRole('navigation', { name: 'Findings of the list' });
  await expect(place).toContainText('2 of 270');
  await page.keyboard.press('j');
  await expect(place).toContainText('3 of 270');
  await page.keyboard.press('j');
  await expect(place).toContainText('4 of 270');
  await page.keyboard.press('k');
  await expect(place).toContainText('3 of 270');
  await page.goBack();
  await expect(answer(page)).toHaveText('270 open findings match 1 filter');
  // The list goes on at the finding that was looked at last.
  await expect(rows(page).nth(2)).toHaveClass(/bg-side(?: |$)/);
  await page.keyboard.press('j');
  await expect(rows(page).nth(3)).toBeFocused();
});

test('a click beside the words opens a row, and Back shows the list as it was left', async ({ page }) => {
  await page.goto(HERE);
  await listening(page);
  const row = page.locator('tbody tr[data-index="60"]');
  await page.mouse.wheel(0, 2800);
  await expect(row).toBeInViewport();
  const top = () => row.evaluate((element) => Math.round(element.getBoundingClientRect().top));
  // Until the wheel's scrolling has ended.
  let before = Number.NaN;
  await expect
    .poll(async () => {
      const was = before;
      before = await top();
      return before === was;
    })
    .toBe(true);
  await row.locator('td').nth(2).click();
  await expect(page).toHaveURL(/\/findings\/\d+$/);
  await page.goBack();
  await expect(row).toBeInViewport();
  await expect.poll(async () => Math.abs((await top()) - before) < 3).toBe(true);
  await page.keyboard.press('j');
  await expect(page.locator('tbody tr[data-index="61"]')).toBeFocused();
});

test('a long list loads while it is scrolled, and only rows near the view are in the page', async ({ page }) => {
  await page.goto(HERE);
  await expect(rows(page).first()).toBeVisible();
  await expect
    .poll(async () => {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      return page.getByText('All 270 findings shown').isVisible();
    }, LOADS)
    .toBe(true);
  expect(await rows(page).count()).toBeLessThan(80);
});

const TURNS = 120;
/** What looks at each row in each turn takes ten times as long for ten times the rows. */
const NOT_MORE = 4;

/**
 * Scrolls up and down: the most rows that were in the page, and the processor time of the page that a turn took, in
 * milliseconds. Time that passes is no measure: it is the machine's, which does other things too.
 */
async function scrollAbout(page: Page): Promise<{ rows: number; turn: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const before = await spent();
  const rows = await page.evaluate(async (turns) => {
    let most = 0;
    for (let turn = 0; turn < turns; turn += 1) {
      window.scrollBy(0, turn % 2 === 0 ? -1800 : 1800);
      await new Promise(requestAnimationFrame);
      most = Math.max(most, document.querySelectorAll('tbody tr').length);
    }
    return most;
  }, TURNS);
  const turn = (((await spent()) - before) * 1000) / TURNS;
  await session.detach();
  return { rows, turn };
}

async function loadAll(page: Page, repo: string, words: string): Promise<void> {
  await page.goto(`/findings?repo=${repo}`);
  await expect(rows(page).first()).toBeVisible();
  await expect
    .poll(
      async () => {
        await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
        return page.getByText(words).isVisible();
      },
      { timeout: 60_000, intervals: [50] },
    )
    .toBe(true);
}

test('thousands of rows scroll as lightly as hundreds, and never are many in the page', async ({ page, request }) => {
  const repo = 'e2e-explorer/thousands';
  await deliver(request, uploadToken(), { repo }, sarif(many(2000, 'taint-to-shell', 'error')));
  await loadAll(page, REPO, 'All 270 findings shown');
  const hundreds = await scrollAbout(page);
  await loadAll(page, repo, 'All 2,000 findings shown');
  const thousands = await scrollAbout(page);
  const said = [hundreds, thousands].map(({ turn }) => `${turn.toFixed(1)} ms`).join(' and ');
  test.info().annotations.push({ type: 'a turn of scrolling', description: said });
  expect(thousands.rows).toBeLessThan(90);
  expect(hundreds.turn).toBeGreaterThan(0);
  expect(thousands.turn / hundreds.turn).toBeLessThan(NOT_MORE);
  // By keyboard, too: the row under it is in the page, wherever the list stands.
  await rows(page).last().focus();
  for (const _ of [1, 2, 3]) await page.keyboard.press('k');
  await expect(rows(page).and(page.locator(':focus'))).toBeVisible();
});

test('a read that takes too long says so and keeps the filters', async ({ page }) => {
  await page.goto(HERE);
  await expect(rows(page).first()).toBeVisible();
  const detail = 'This took longer than 2 seconds and was stopped. Narrow the filter.';
  await page.route('**/api/v1/findings?*', (route) =>
    route.fulfill({
      status: 504,
      contentType: 'application/problem+json',
      json: { type: '/docs/api#problem-timeout', title: 'Took too long', status: 504, detail },
    }),
  );
  await facets(page).getByLabel('Medium').check();
  await expect(page.getByRole('alert').filter({ hasText: detail })).toBeVisible();
  await expect(page).toHaveURL(/severity=medium/);
  await page.unroute('**/api/v1/findings?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(answer(page)).toHaveText('40 open findings match 2 filters');
});

test('an empty list says why: nobody can report, nobody has, or all is fixed', async ({ page }) => {
  const nothing = { items: [], next_cursor: null, total: { value: 0, relation: 'exact' } };
  const expected = [
    { stage: 'not_configured', measured: 0, title: 'No scanner can report yet' },
    { stage: 'waiting', measured: 0, title: 'No report has come in yet' },
    { stage: 'ready', measured: 3, title: 'Nothing is open in 4 repositories', not: true },
    { stage: 'ready', measured: 4, title: 'Nothing is open in 4 repositories' },
  ];
  await page.route('**/api/v1/findings?*', (route) => route.fulfill({ json: nothing }));
  for (const { stage, measured, title, not } of expected) {
    await page.route('**/api/v1/posture', (route) =>
      route.fulfill({ json: { stage, repositories: { total: 4, measured }, score: { not_measured: 0 } } }),
    );
    await page.goto(HERE);
    await page.getByRole('button', { name: 'Clear all' }).first().click();
    const heading = page.getByRole('heading', { name: not ? 'Nothing is open in what was measured' : title });
    await expect(heading).toBeVisible();
    await page.unroute('**/api/v1/posture');
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing stands in the way of assistive technology (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(`${HERE}&severity=high`);
    await expect(rows(page).first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('rows are cards, filters are a sheet, and nothing scrolls sideways', async ({ page }) => {
    await page.goto(HERE);
    await expect(rows(page).first()).toBeVisible();
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(390);
    await page.getByRole('button', { name: /^Filters/ }).click();
    const sheet = page.getByRole('dialog', { name: 'Filters' });
    await sheet.getByLabel('Medium').check();
    await sheet.getByRole('button', { name: 'Show 40 open findings' }).click();
    await expect(answer(page)).toHaveText('40 open findings match 2 filters');
    expect(await width()).toBe(390);
  });
});
