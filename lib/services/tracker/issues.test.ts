import { describe, expect, it } from 'vitest';
import { getActionIssues } from '#lib/views/tracker/get-action-issues.ts';
import { orderIssue } from './order-issue.ts';
import { testTracker } from './test-tracker.ts';
import { KINDS, trackerWorld } from './testing.ts';

const world = trackerWorld();

describe.each(KINDS)('an issue in %s', (kind, _start, project) => {
  it('is made of the ticket, with its labels, and never of markup that a report brought', async () => {
    const { server, tracker } = await world.begin(kind);
    const { id } = await world.action();
    expect((await getActionIssues(world.ctx(), id)).trackers).toMatchObject([{ id: tracker, kind, project }]);
    expect(await orderIssue(world.ctx(), id, { tracker })).toBe(true);
    expect(await world.issueOf(id)).toMatchObject({ state: 'waiting', key: null, project, created_by: 'test' });
    await world.work();
    const [made] = server.issues;
    expect(made).toMatchObject({ labels: ['plumbline'], title: expect.stringContaining('rule') });
    const body = JSON.stringify(made?.body);
    expect(body).toContain('http://plumbline.test/actions/');
    expect(body).toMatch(/plumbline:[0-9a-f]{24}/);
    if (typeof made?.body === 'string') {
      const outside = made.body
        .replaceAll(/\\[!-/:-@[-`{-~]|&#\d+;/g, '')
        .replaceAll(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
      expect(outside).not.toMatch(/\]\(http|@\w|#\d|^\/close|\{code\}/m);
    }
    const key = kind.startsWith('jira') ? 'SEC-1' : '#1';
    const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/.*1$/);
    expect(await world.issueOf(id)).toMatchObject({ state: 'open', key, url, problem: null });
    expect((await getActionIssues(world.ctx(), id)).trackers).toEqual([]);
  });

  it('is made once: by two at once, by a retried job, and after an answer that was lost', async () => {
    const { server, tracker } = await world.begin(kind);
    const { id } = await world.action();
    const orders = await Promise.all([1, 2, 3].map(() => orderIssue(world.ctx(), id, { tracker })));
    expect(orders.filter(Boolean)).toHaveLength(1);
    server.next.push('lost');
    await Promise.all([world.work(), world.work()]);
    expect(server.issues).toHaveLength(1);
    const waiting = await world.issueOf(id);
    expect(waiting).toMatchObject({ state: 'waiting', problem: expect.stringContaining('closed before') });
    await world.work();
    expect(server.issues).toHaveLength(1);
    world.minutes(61);
    await world.work();
    await world.work();
    expect(server.issues).toHaveLength(1);
    expect(await world.issueOf(id)).toMatchObject({ state: 'open', problem: null });
    expect(await orderIssue(world.ctx(), id, { tracker })).toBe(false);
  });

  it('is followed: whose it is, and whether it is closed', async () => {
    const { server, tracker } = await world.begin(kind);
    const { id } = await world.action();
    await orderIssue(world.ctx(), id, { tracker });
    await world.work();
    const asked = server.asked.length;
    await world.work();
    expect(server.asked).toHaveLength(asked);
    Object.assign(server.issues[0] ?? {}, { assignee: 'Ada', state: 'closed' });
    world.minutes(61);
    await world.work();
    expect(await world.issueOf(id)).toMatchObject({ state: 'closed', assignee: 'Ada' });
  });

  it.each([true, false])(
    'is told once that a scan no longer finds it, and closed where that is wanted: %s',
    async (closes) => {
      const { server, tracker } = await world.begin(kind, { closes });
      const { id, fix } = await world.action();
      await orderIssue(world.ctx(), id, { tracker });
      await world.work();
      world.minutes(61);
      await world.work();
      expect(server.issues[0]?.comments).toEqual([]);
      await fix();
      world.minutes(61);
      await world.work();
      world.minutes(61);
      world.minutes(60 * 24);
      await world.work();
      expect(server.issues[0]?.comments).toHaveLength(1);
      expect(JSON.stringify(server.issues[0]?.comments)).toContain('no longer finds this');
      expect(server.issues[0]?.state).toBe(closes ? 'closed' : 'open');
      expect(await world.issueOf(id)).toMatchObject({ state: closes ? 'closed' : 'open' });
    },
  );

  it('is told once, also when the answer to that was lost, and is closed all the same', async () => {
    const { server, tracker } = await world.begin(kind, { closes: true });
    const { id, fix } = await world.action();
    await orderIssue(world.ctx(), id, { tracker });
    await world.work();
    await fix();
    world.minutes(61);
    // It is read, and asked whether it was told; the answer to the comment never comes.
    server.losesAt = ({ method, path }) => method === 'POST' && /comment|notes/.test(path);
    await world.work();
    expect(server.issues[0]?.comments).toHaveLength(1);
    expect(server.issues[0]?.state).toBe('open');
    server.losesAt = () => false;
    world.minutes(60 * 24);
    await world.work();
    expect(server.issues[0]?.comments).toHaveLength(1);
    expect(server.issues[0]?.state).toBe('closed');
    expect(await world.issueOf(id)).toMatchObject({ state: 'closed', problem: null });
  });

  it('tries its projects without making anything', async () => {
    const { server, tracker } = await world.begin(kind);
    expect(await testTracker(world.ctx(), tracker)).toEqual({
      works: true,
      projects: [{ project, works: true, sentence: 'It is there, and takes issues.' }],
    });
    server.next.push({ status: 401 });
    expect(await testTracker(world.ctx(), tracker)).toMatchObject({
      works: false,
      projects: [{ sentence: expect.stringContaining('does not take the credentials') }],
    });
    expect(server.issues).toEqual([]);
    expect(new Set(server.credentials).size).toBe(1);
  });
});
