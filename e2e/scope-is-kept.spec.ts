import { type APIRequestContext, type BrowserContext, expect, type Page, test } from 'playwright/test';
import {
  deliver,
  head,
  lintReport,
  listening,
  plumbline,
  signInAs,
  signInAsNew,
  uploadToken,
  watchConsole,
} from './support.ts';

const INSIDE = 'scoped/inside';
const OUTSIDE = 'scoped/beyond-the-scope';
const SCOPE = `repo:${INSIDE}`;
const TEAM = 'Scoped people';
const TEAM_SCOPE = 'team:scoped-people';

/** Screens that are the organization's own: they keep the scope, but show the same in every one. */
const WHOLE = /^\/(?:account|audit|integrations|people|settings)/;
/** Served without the frame, or no page. */
const APART = /^\/(?:docs|api|_next)\b|\.(?:svg|css|js|woff2)$/;

let token = '';

async function change(request: APIRequestContext, method: string, path: string, data: object): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await request.fetch(path, { method, headers, data });
  expect(answer.ok() || answer.status() === 409, await answer.text()).toBe(true);
}

test.beforeAll(async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL: baseURL ?? '' });
  for (const repo of [INSIDE, OUTSIDE]) await deliver(request, uploadToken(), { repo }, lintReport(3));
  token = plumbline('token', 'create', '--kind', 'api', '--role', 'admin', '--name', 'scope');
  await change(request, 'POST', '/api/v1/teams', { name: TEAM });
  await change(request, 'POST', '/api/v1/teams', { name: 'Owning nothing' });
  await change(request, 'PATCH', '/api/v1/teams/scoped-people/repositories', { add: [INSIDE] });
  await change(request, 'PUT', `/api/v1/repos/${INSIDE}/labels`, { labels: ['scoped-label'] });
  await request.dispose();
});

/** Addresses that a page links to, without scripts: as the server sends it. */
const linksIn = (html: string): string[] =>
  [...html.matchAll(/<a\s[^>]*?href="([^"#][^"]*)"/g)]
    .map(([, href]) => (href ?? '').replaceAll('&amp;', '&'))
    .filter((href) => href.startsWith('/') && !APART.test(href.split('?')[0] ?? ''));

/** One address for all that differ only in filters or numbers: they are drawn by the same code. */
const screenOf = (href: string): string =>
  href
    .split(/[?#]/)[0]
    ?.replace(/\/(?:upl|act|cov|fnd)_[^/]+/, '/x')
    .replace(/\/findings\/\d+/, '/findings/n') ?? '';

/** Follows every link from Today on; returns the screens that were read. Nothing from beyond the scope is in any. */
async function screensFrom(page: Page, scope: string | null): Promise<string[]> {
  const seen = new Map<string, string>([['/', scope === null ? '/' : `/?scope=${scope}`]]);
  for (const [screen, address] of seen) {
    const answer = await page.request.get(address);
    // The audit log leads to repositories that are deleted by now: those are nowhere.
    if (answer.status() === 404) {
      expect((await page.request.get(screen)).status(), `${address} is there without the scope`).toBe(404);
      continue;
    }
    expect(answer.status(), address).toBe(200);
    const html = await answer.text();
    if (!WHOLE.test(screen)) expect(html.includes(OUTSIDE), `${address} shows what is beyond the scope`).toBe(false);
    for (const href of linksIn(html)) {
      // A label chooses itself, and so does a team where coverage is told by teams.
      const { pathname, searchParams } = new URL(href, 'http://x');
      const kept = searchParams.get('scope');
      // The page of a repository leads to what moved the score of this one, whatever is chosen.
      const own = kept?.startsWith('one:') ? `/repositories/${kept.slice('one:'.length)}` : null;
      if (pathname === '/trends/ledger' && own !== null && `${screenOf(address)}/`.startsWith(`${own}/`)) continue;
      const isItself = kept === 'label:scoped-label' || (pathname === '/coverage' && kept === TEAM_SCOPE);
      if (!isItself) expect(kept, `${href}, of ${address}`).toBe(scope);
      if (!seen.has(screenOf(href))) seen.set(screenOf(href), href);
    }
  }
  return [...seen.keys()];
}

const REACHED = [
  ...['/queue', '/findings', '/repositories', '/ingest', '/score', '/actions/x', '/ingest/x'],
  ...[`/repositories/${INSIDE}`, `/repositories/${INSIDE}/findings/n`],
];

test('every screen that can be reached within a scope keeps it, and shows nothing from beyond', async ({ page }) => {
  await signInAs(page.context(), 'admin');
  for (const scope of [SCOPE, TEAM_SCOPE]) {
    expect(await screensFrom(page, scope)).toEqual(expect.arrayContaining(REACHED));
  }
});

/** A developer, who is signed in here, asks by a label; somebody else approves, and ends it. */
async function exemptAndBack(page: Page, other: BrowserContext): Promise<void> {
  const screen = `/coverage?q=${INSIDE}`;
  const cell = (on: Page, state: string) => on.getByRole('link', { name: new RegExp(`^Running app: ${state}`) });
  const line = (on: Page) => on.getByRole('listitem').filter({ hasText: 'Nothing of it runs.' });
  await page.goto(screen);
  await page.getByRole('button', { name: `Something does not apply to ${INSIDE}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Category').selectOption('Running app');
  await dialog.getByLabel('Where').selectOption('All with the label scoped-label');
  await expect(dialog).toContainText('Running app was never measured in 1 repository with it.');
  await dialog.getByLabel('Reason').fill('Nothing of it runs.');
  await page.keyboard.press('Control+Enter');
  await expect(line(page)).toContainText('Waits');
  await expect(line(page).getByRole('button')).toHaveText(['Take back…']);
  await expect(cell(page, 'never measured')).toBeVisible();

  await signInAs(other, 'security');
  const decider = await other.newPage();
  await decider.goto(screen);
  await line(decider).getByRole('button', { name: 'Approve…' }).click();
  await decider.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await expect(cell(decider, 'not expected')).toBeVisible();
  await expect(line(decider)).toContainText(/Until .+, asked for by .+, approved by /);
  await decider.getByLabel('Which exemptions').selectOption('Ending within 14 days');
  await expect(decider).toHaveURL(/exempt=ending/);
  await expect(decider.getByText('None ends within 14 days.')).toBeVisible();
  await decider.getByLabel('Which exemptions').selectOption('All');
  await line(decider).getByRole('button', { name: 'End it…' }).click();
  await decider.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
  await expect(cell(decider, 'never measured')).toBeVisible();
  await expect(line(decider)).toBeHidden();
}

test('a developer of one team sees what it owns, under its name, and asks what does not apply there', async ({
  page,
  browser,
  baseURL,
}) => {
  await signInAsNew(page.context(), 'developer');
  const me = (await (await page.request.get('/api/v1/users/me')).json()) as { user: { id: number } };
  await change(page.request, 'PATCH', '/api/v1/teams/scoped-people/members', { add: [me.user.id] });
  expect(await screensFrom(page, null)).toEqual(expect.arrayContaining(REACHED));
  await page.goto('/');
  await expect(head(page)).toContainText(`Today in ${TEAM}`);
  await expect(page.getByRole('button', { name: /^Scope:/ })).toContainText(TEAM);
  const other = await browser.newContext({ baseURL: baseURL ?? '' });
  await exemptAndBack(page, other);
  await other.close();
});

test('findings of repositories that are in no figure are not counted as none', async ({ page, request }) => {
  await deliver(request, uploadToken(), { repo: 'scoped/archived' }, lintReport(2));
  await change(request, 'PATCH', '/api/v1/repos/scoped/archived', { archived: true });
  await signInAs(page.context(), 'admin');
  await page.goto('/findings?scope=repo:scoped/archived');
  await expect(head(page)).toContainText('Nothing of it is counted');
  await page.setViewportSize({ width: 1600, height: 900 });
  const filters = page.getByRole('complementary', { name: 'Filters' });
  await expect(filters).toContainText('Critical');
  // The number nought, not a digit of another number.
  await expect(filters).not.toContainText(/(?<!\d)0(?!\d)/);
});

test('a scope is chosen by keyboard, kept by navigation and history, and left again', async ({ page }) => {
  const complaints = watchConsole(page);
  await signInAs(page.context(), 'admin');
  await page.goto('/findings?severity=high');
  await listening(page);
  const button = page.getByRole('button', { name: /^Scope:/ });
  await button.press('Enter');
  await expect(page.getByPlaceholder('Team, label or repository…')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByPlaceholder('Team, label or repository…').fill('scoped peo');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/findings?severity=high&scope=${TEAM_SCOPE}`);
  await expect(head(page)).toContainText(`Findings in ${TEAM}`);
  await expect(head(page)).toContainText('3 open');
  await expect(page.getByRole('region', { name: 'Chosen scope' })).toContainText('only its 1 repository');
  await page.getByRole('link', { name: 'Repositories' }).click();
  await expect(page).toHaveURL(`/repositories?scope=${TEAM_SCOPE}`);
  await expect(head(page)).toContainText('1 repository');
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page).toHaveURL(`/?scope=${TEAM_SCOPE}`);
  await expect(head(page)).toContainText(`Today in ${TEAM}`);
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL('/findings?severity=high');
  await expect(head(page).getByRole('heading')).toHaveText('Findings');
  await page.goForward();
  await expect(head(page)).toContainText(`Findings in ${TEAM}`);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page).toHaveURL('/findings?severity=high');
  await expect(head(page).getByRole('heading')).toHaveText('Findings');
  await page.goto('/repositories?q=scoped/inside');
  await page.getByRole('link', { name: 'scoped-label' }).click();
  await expect(head(page)).toContainText('Repositories in scoped-label');
  expect(complaints()).toEqual([]);
});

test('what lies outside of the scope opens by its address; a scope of nothing, or that is none, says so', async ({
  page,
}) => {
  await signInAs(page.context(), 'viewer');
  await page.goto(`/repositories/${OUTSIDE}/findings/1?scope=${SCOPE}`);
  await expect(page.getByRole('note')).toContainText(`${OUTSIDE} is outside of the chosen scope`);
  await page.goto(`/repositories/${INSIDE}/findings/1?scope=${SCOPE}`);
  await expect(head(page)).toContainText('Weak hash');
  await expect(page.getByRole('note')).toHaveCount(0);
  await page.goto('/?scope=team:owning-nothing');
  await expect(page.getByText('Owning nothing has no repositories')).toBeVisible();
  for (const scope of ['team:nobody', 'repo:scoped/nothing', 'nonsense']) {
    await page.goto(`/findings?scope=${scope}`);
    await expect(head(page)).toContainText('Nothing here under this scope');
  }
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page).toHaveURL('/findings');
  await expect(head(page).getByRole('heading')).toHaveText('Findings');
});
