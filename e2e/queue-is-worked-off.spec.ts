import { expect, type Page, test } from 'playwright/test';
import type { ActionListView } from '#lib/contracts/action.ts';
import { sarif } from './findings-setup.ts';
import { deliver, expectAccessible, signInAs, uploadToken, watchConsole } from './support.ts';

const REPO = 'acme/e2e-worked-off';
const planted = (rule: string, level: 'error' | 'warning', line: number) => ({
  ...{ rule, level, line },
  file: `src/${rule}.ts`,
  code: `run(${rule}, ${line});`,
});
/** The worst of these is what the queue puts first. */
const FOUND = [
  ...[3, 7, 11].map((line) => planted('first-to-fix', 'error', line)),
  planted('later', 'warning', 4),
  planted('last', 'warning', 9),
];

/** The queue's fixes of code: connecting scanners, which is also in it, closes nothing. */
const QUEUE = `/queue?repo=${REPO}&category=sast`;

async function scoreOf(page: Page): Promise<number> {
  const answer = await page.request.get(`/api/v1/posture?scope=repo:${REPO}`);
  expect(answer.ok(), await answer.text()).toBe(true);
  const { score } = (await answer.json()) as { score: { score: number } };
  return score.score;
}

test('the first fix of the queue is claimed and said to be fixed; a report verifies it, and the score moves as promised', async ({
  page,
  request,
}) => {
  const complaints = watchConsole(page);
  await deliver(request, uploadToken(), { repo: REPO }, sarif(FOUND));
  await signInAs(page.context(), 'security');
  const queue = await page.request.get(`/api/v1/actions?repo=${REPO}&category=sast`);
  const [first] = ((await queue.json()) as ActionListView).items;
  expect(first?.title).toContain('first-to-fix');
  const promised = first?.points.repository ?? 0;
  expect(promised).toBeGreaterThan(1);
  const before = await scoreOf(page);

  await page.goto(QUEUE);
  const top = page.locator('tbody tr').first();
  await expect(top).toContainText('first-to-fix');
  await expect(top).toContainText(`+${promised.toFixed(1)}`);
  await expect(top).toContainText('rule of thumb');
  await top.getByRole('link').first().click();
  await page.getByRole('button', { name: 'Claim it' }).click();
  const history = page.locator('section').filter({ has: page.getByRole('heading', { name: 'What happened' }) });
  await expect(history).toContainText('claimed it');
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Stop watching' })).toBeVisible();
  await page.goto('/queue');
  await page.getByRole('combobox', { name: 'Whose' }).selectOption('Watched by me');
  await expect(page).toHaveURL('/queue?watched=me');
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await page.locator('tbody tr').getByRole('link').first().click();
  await page.getByRole('button', { name: 'I have fixed it' }).click();
  await expect(page.getByRole('button', { name: 'Not fixed after all' })).toBeVisible();
  await expect(page.getByText('awaits a scan')).toBeVisible();
  // Nothing closes because somebody says so.
  expect(await scoreOf(page)).toBe(before);

  const left = FOUND.filter(({ rule }) => rule !== 'first-to-fix');
  expect(await deliver(request, uploadToken(), { repo: REPO }, sarif(left))).toMatchObject({ fixed: 3, introduced: 0 });
  await page.reload();
  await expect(page.getByText(/^Done: the last of its findings was closed/)).toBeVisible();
  await expect(history).toContainText('Verified: a scan no longer finds it');
  await expect(page.getByRole('button', { name: 'I have fixed it' })).toHaveCount(0);
  await expectAccessible(page);
  const gained = (await scoreOf(page)) - before;
  expect(Math.abs(gained - promised), `promised ${promised}, gained ${gained}`).toBeLessThan(0.11);

  await page.goto(QUEUE);
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await expect(page.locator('tbody')).not.toContainText('first-to-fix');
  expect(complaints()).toEqual([]);
});
