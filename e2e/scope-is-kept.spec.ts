import { type APIRequestContext, expect, test } from 'playwright/test';
import { deliver, head, lintReport, listening, signInAs, uploadToken, watchConsole } from './support.ts';

const INSIDE = 'scoped/inside';
const OUTSIDE = 'scoped/beyond-the-scope';
const SCOPE = `repo:${INSIDE}`;

/** Screens that are the organization's own: they keep the scope, but show the same in every one. */
const WHOLE = /^\/(?:account|audit|integrations|people|settings)/;
/** Served without the frame, or no page. */
const APART = /^\/(?:docs|api|_next)\b|\.(?:svg|css|js|woff2)$/;

async function deliverBoth(request: APIRequestContext): Promise<void> {
  for (const repo of [INSIDE, OUTSIDE]) await deliver(request, uploadToken(), { repo }, lintReport(3));
}

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

test('every screen that can be reached within a scope keeps it, and shows nothing from beyond', async ({ page }) => {
  await deliverBoth(page.request);
  await signInAs(page.context(), 'admin');
  const seen = new Map<string, string>([['/', `/?scope=${SCOPE}`]]);
  for (const [screen, address] of seen) {
    const answer = await page.request.get(address);
    expect(answer.status(), address).toBe(200);
    const html = await answer.text();
    if (!WHOLE.test(screen)) expect(html.includes(OUTSIDE), `${address} shows what is beyond the scope`).toBe(false);
    for (const href of linksIn(html)) {
      expect(new URL(href, 'http://x').searchParams.get('scope'), `${href}, of ${address}`).toBe(SCOPE);
      if (!seen.has(screenOf(href))) seen.set(screenOf(href), href);
    }
  }
  const screens = [...seen.keys()];
  expect(screens).toEqual(expect.arrayContaining(['/findings', '/repositories', '/ingest', '/score', '/actions/x']));
  expect(screens).toContain(`/repositories/${INSIDE}`);
  expect(screens).toContain(`/repositories/${INSIDE}/findings/n`);
});

test('a scope is chosen by keyboard, kept by navigation and history, and left again', async ({ page }) => {
  const complaints = watchConsole(page);
  await deliverBoth(page.request);
  await signInAs(page.context(), 'admin');
  await page.goto('/findings?severity=high');
  await listening(page);
  await page.getByRole('button', { name: /^Scope:/ }).press('Enter');
  await page.getByPlaceholder('Team, label or repository…').fill(INSIDE);
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/findings?severity=high&scope=${SCOPE}`);
  await expect(head(page)).toContainText(`Findings in ${INSIDE}`);
  await expect(head(page)).toContainText('3 open findings');
  await expect(page.getByRole('region', { name: 'Chosen scope' })).toContainText('only this repository');
  await page.getByRole('link', { name: 'Repositories' }).click();
  await expect(page).toHaveURL(`/repositories?scope=${SCOPE}`);
  await expect(head(page)).toContainText('1 repository');
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page).toHaveURL(`/?scope=${SCOPE}`);
  await expect(head(page)).toContainText(`Today in ${INSIDE}`);
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL('/findings?severity=high');
  await expect(head(page).getByRole('heading')).toHaveText('Findings');
  await page.goForward();
  await expect(head(page)).toContainText(`Findings in ${INSIDE}`);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page).toHaveURL('/findings?severity=high');
  await expect(head(page).getByRole('heading')).toHaveText('Findings');
  expect(complaints()).toEqual([]);
});

test('what lies outside of the scope opens by its address, and a scope that is none says so', async ({ page }) => {
  await deliverBoth(page.request);
  await signInAs(page.context(), 'viewer');
  await page.goto(`/repositories/${OUTSIDE}/findings/1?scope=${SCOPE}`);
  await expect(page.getByRole('note')).toContainText(`${OUTSIDE} is outside of the chosen scope`);
  await page.goto(`/repositories/${INSIDE}/findings/1?scope=${SCOPE}`);
  await expect(head(page)).toContainText('Weak hash');
  await expect(page.getByRole('note')).toHaveCount(0);
  for (const scope of ['team:nobody', 'repo:scoped/nothing', 'nonsense']) {
    await page.goto(`/repositories?scope=${scope}`);
    await expect(head(page)).toContainText('Nothing here under this scope');
  }
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page).toHaveURL('/repositories');
  await expect(head(page).getByRole('heading')).toHaveText('Repositories');
});
