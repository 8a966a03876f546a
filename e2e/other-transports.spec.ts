import { expect, test } from 'playwright/test';
import { deliver, lintReport, signInAs, signInAsNew, uploadToken } from './support.ts';
import { send, TRANSPORTS } from './transports.ts';

const SECRET = 'Transported flaw';
const PAGES = ['/', '/findings', '/repositories/transports/web', '/people', '/audit', '/settings/sign-in', '/account'];
/** For administrators only. */
const CLOSED = ['/people', '/audit', '/settings/organization', '/settings/sign-in', '/settings/retention'];

test('no other way of asking for a page gives more than the page', async ({ request, page, browser, baseURL }) => {
  const report = lintReport(2).replaceAll('Weak hash', SECRET);
  await deliver(request, uploadToken(), { repo: 'transports/web' }, report);
  const admin = await browser.newContext({ baseURL: baseURL ?? '' });
  const { email } = await signInAsNew(admin, 'admin');
  await signInAs(page.context(), 'viewer');

  for (const transport of TRANSPORTS) {
    const how = JSON.stringify(transport);
    for (const path of PAGES) {
      const { status, body } = await send(request, path, transport);
      expect(body, `nobody, ${path} ${how}`).not.toMatch(/Transported flaw|@example\.com/);
      expect([200, 303, 307, 308, 404], `nobody, ${path} ${how}`).toContain(status);
    }
    for (const path of CLOSED) {
      const { body } = await send(page.request, path, transport);
      expect(body.includes(email), `a viewer, ${path} ${how}`).toBe(false);
    }
  }
  const people = await send(admin.request, `/people?q=${email}`, { headers: { rsc: '1' } });
  expect(people.body, 'what is looked for is there for who may see it').toContain(email);

  // The method is the request's own: what reads never changes anything.
  const mine = await (await admin.request.get('/api/v1/users', { params: { q: email } })).json();
  const path = `/api/v1/users/${mine.items[0].id}`;
  for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
    const headers = { [name]: 'DELETE', 'sec-fetch-site': 'same-origin' };
    expect((await admin.request.get(`${path}?_method=DELETE`, { headers })).status()).toBe(405);
    expect((await admin.request.post(path, { headers, data: {} })).status()).toBe(405);
  }
  expect((await admin.request.get('/api/v1/users/me')).status()).toBe(200);
  await admin.close();
});
