import { afterAll, describe, expect, it } from 'vitest';
import { startApiWorld } from '../../fixtures/api-world.ts';

const world = await startApiWorld();
afterAll(() => world.close());

const weekly = async (): Promise<boolean | null> => {
  const rows = await world.harness.admin<{ weekly: boolean | null }[]>`
    select weekly from mail_preferences order by user_id desc limit 1`;
  return rows[0]?.weekly ?? null;
};
const form = (text: string) => ({ body: text, headers: { 'content-type': 'application/x-www-form-urlencoded' } });

describe('ending mails without a sign-in', () => {
  it('takes the POST of a mail program at once, and answers it without leading elsewhere', async () => {
    const params = { token: await world.unsubscribe() };
    const answer = await world.call('POST /api/unsubscribe/{token}', 'anonymous', {
      ...form('List-Unsubscribe=One-Click'),
      params,
    });
    expect([answer.status, await answer.text()]).toEqual([200, 'You get no more weekly mails about Acme.\n']);
    expect(await weekly()).toBe(false);
  });

  it('changes nothing for a GET, as link scanners send: it leads to a page', async () => {
    await world.harness.admin`delete from mail_preferences`;
    const token = await world.unsubscribe();
    const answer = await world.call('GET /api/unsubscribe/{token}', 'anonymous', { params: { token } });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/unsubscribe/${token}`]);
    expect(await weekly()).toBeNull();
  });

  it('leads the button of the page back to the page, and refuses a link that is not ours', async () => {
    const token = await world.unsubscribe();
    const pressed = await world.call('POST /api/unsubscribe/{token}', 'anonymous', {
      ...form('page=1'),
      params: { token },
    });
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, `/unsubscribe/${token}`]);
    expect(await weekly()).toBe(false);
    const params = { token: `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}` };
    expect((await world.call('POST /api/unsubscribe/{token}', 'anonymous', { params })).status).toBe(404);
  });
});

describe('a preview', () => {
  it('is what that person would get: administrators see it of others, everybody their own', async () => {
    const person = await world.person();
    const own = await world.call('POST /api/v1/mails/preview', 'viewer', { body: {} });
    expect(((await own.json()) as { subject: string }).subject).toMatch(/^Posture/);
    const others = { body: { user: person } };
    expect((await world.call('POST /api/v1/mails/preview', 'admin', others)).status).toBe(200);
    expect((await world.call('POST /api/v1/mails/preview', 'viewer', others)).status).toBe(403);
    expect((await world.call('POST /api/v1/mails/preview', 'admin', { body: { user: 987_654 } })).status).toBe(404);
    expect((await world.call('POST /api/v1/mails/preview', 'admin', { body: { team: 'nothing' } })).status).toBe(404);
  });

  it('cannot end anybody’s mails, and stores nothing', async () => {
    const answer = await world.call('POST /api/v1/mails/preview', 'admin', { body: { minimal: true } });
    const { text } = (await answer.json()) as { text: string };
    expect(text).toContain('/unsubscribe/preview');
    const [row] = await world.harness.admin<
      { count: number }[]
    >`select count(*)::int as count from mails where kind = 'digest'`;
    expect(row?.count).toBe(0);
  });
});
