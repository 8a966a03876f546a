import { describe, expect, it } from 'vitest';
import { createTrackerBody, trackerChange } from '#lib/contracts/tracker.ts';
import { getActionIssues } from '#lib/views/tracker/get-action-issues.ts';
import { changeTracker } from './change-tracker.ts';
import { createTracker } from './create-tracker.ts';
import { deleteTracker } from './delete-tracker.ts';
import { orderIssue } from './order-issue.ts';
import { queueIssues } from './queue-issues.ts';
import { TOKEN, trackerWorld } from './testing.ts';

const world = trackerWorld();

describe('a tracker that does not do what it is asked', () => {
  it('is left alone until it says so, with all of its issues', async () => {
    const { server, tracker } = await world.begin('github');
    const [one, two] = [await world.action(), await world.action()];
    await orderIssue(world.ctx(), one.id, { tracker });
    await orderIssue(world.ctx(), two.id, { tracker });
    server.next.push({ status: 429, headers: { 'retry-after': '600' } });
    await world.work();
    expect([server.asked.length, server.issues.length]).toEqual([1, 0]);
    world.minutes(5);
    await world.work();
    expect(server.asked).toHaveLength(1);
    world.minutes(6);
    await world.work();
    expect(server.issues).toHaveLength(2);
  });

  it('is asked again at the time that a limit of requests names', async () => {
    const { server, tracker } = await world.begin('github');
    const { id } = await world.action();
    await orderIssue(world.ctx(), id, { tracker });
    const reset = Math.ceil(world.harness().clock.now.getTime() / 1000) + 1200;
    server.next.push({ status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) } });
    await world.work();
    expect(await world.issueOf(id)).toMatchObject({ state: 'waiting', next_at: new Date(reset * 1000).toISOString() });
  });

  it.each([
    [404, 'gone', 'There is no such thing'],
    [410, 'gone', 'deleted'],
    [301, 'gone', 'moved'],
    [403, 'unreadable', 'may not'],
    [401, 'unreadable', 'credentials'],
  ])('an issue that answers %i is %s, in words, and keeps its link', async (status, state, words) => {
    const { server, tracker } = await world.begin('github');
    const { id } = await world.action();
    await orderIssue(world.ctx(), id, { tracker });
    await world.work();
    world.minutes(61);
    server.next.push({ status });
    await world.work();
    expect(await world.issueOf(id)).toMatchObject({ state, key: '#1', problem: expect.stringContaining(words) });
  });

  it('says what an issue of another project became', async () => {
    const { server, tracker } = await world.begin('gitlab');
    const { id } = await world.action();
    await orderIssue(world.ctx(), id, { tracker });
    await world.work();
    Object.assign(server.issues[0] ?? {}, { movedTo: 7, state: 'closed' });
    world.minutes(61);
    await world.work();
    expect(await world.issueOf(id)).toMatchObject({
      state: 'gone',
      problem: expect.stringContaining('moved to another project'),
    });
  });

  it('says why an issue is refused, which can be ordered again, and goes on from what was made', async () => {
    const { server, tracker } = await world.begin('jira_cloud');
    const { id } = await world.action();
    await orderIssue(world.ctx(), id, { tracker });
    server.next.push({ status: 400, body: { errors: { issuetype: 'Specify a valid issue type' } } });
    await world.work();
    expect(await world.issueOf(id)).toMatchObject({
      state: 'refused',
      next_at: null,
      problem: expect.stringContaining('issuetype: Specify a valid issue type'),
    });
    expect(await orderIssue(world.ctx(), id, { tracker })).toBe(true);
    await world.work();
    expect(await world.issueOf(id)).toMatchObject({ state: 'open', key: 'SEC-1' });
    expect(server.issues).toHaveLength(1);
  });

  it('gets nothing at a private address, which is not allowed by itself', async () => {
    const { server, tracker } = await world.begin('github');
    const { id } = await world.action();
    await orderIssue(world.ctx(), id, { tracker });
    world.harness().env.ALLOW_PRIVATE_SINKS = false;
    await world.work();
    world.harness().env.ALLOW_PRIVATE_SINKS = true;
    expect(server.asked).toEqual([]);
    expect(await world.issueOf(id)).toMatchObject({ state: 'waiting', problem: expect.any(String) });
  });
});

describe('trackers', () => {
  it('keep their token sealed: it is in no row, answer or entry, and not sent to another address unasked', async () => {
    const { tracker } = await world.begin('github');
    const tables = ['trackers', 'audit_entries', 'action_issues'];
    for (const table of tables) {
      const rows = await world
        .harness()
        .sql.unsafe<{ text: string }[]>(`select row_to_json(t)::text as text from ${table} t`);
      expect(rows.map(({ text }) => text).join()).not.toContain(TOKEN);
      expect(rows.map(({ text }) => text).join()).not.toContain(Buffer.from(TOKEN).toString('hex'));
    }
    const elsewhere = trackerChange.parse({ address: 'https://other.example' });
    await expect(changeTracker(world.ctx(), tracker, elsewhere)).rejects.toMatchObject({ code: 'invalid_input' });
    await changeTracker(world.ctx(), tracker, trackerChange.parse({ name: 'Renamed', closes: true }));
    await expect(
      createTracker(
        world.ctx(),
        createTrackerBody.parse({
          ...{ kind: 'github', name: 'Renamed', address: 'https://github.com', token: TOKEN },
          projects: [{ repositories: '*', project: null }],
        }),
      ),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each([
    [
      { kind: 'jira_cloud', account: 'a@example.com', projects: [{ repositories: '*', project: null }] },
      'projects.0.project',
    ],
    [{ kind: 'jira_cloud', projects: [{ repositories: '*', project: 'SEC' }] }, 'account'],
    [{ kind: 'github', projects: [{ repositories: '*', project: 'SEC' }] }, 'projects.0.project'],
    [{ kind: 'github', address: 'https://169.254.169.254' }, 'address'],
    [{ kind: 'github', address: 'https://user:word@example.com' }, 'address'],
  ])('are refused where a setting cannot be: %j', async (given, path) => {
    const body = {
      name: 'x',
      address: 'https://github.com',
      token: TOKEN,
      projects: [{ repositories: '*', project: null }],
    };
    await expect(createTracker(world.ctx(), createTrackerBody.parse({ ...body, ...given }))).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path }],
    });
  });

  it('leave links behind when they are removed, and make nothing more', async () => {
    const { server, tracker } = await world.begin('github');
    const [made, waits] = [await world.action(), await world.action()];
    await orderIssue(world.ctx(), made.id, { tracker });
    await world.work();
    await orderIssue(world.ctx(), waits.id, { tracker });
    await deleteTracker(world.ctx(), tracker);
    world.minutes(61);
    await world.work();
    expect(server.issues).toHaveLength(1);
    expect(await world.issueOf(made.id)).toMatchObject({ key: '#1', tracker: { name: null }, next_at: null });
    expect(await world.issueOf(waits.id)).toBeUndefined();
  });

  it('make an issue only where a rule says where, of what is open, and not of what ends by itself', async () => {
    const { tracker } = await world.begin('github', { projects: [{ repositories: 'other/*', project: 'acme/web' }] });
    const { id, fix } = await world.action();
    await expect(orderIssue(world.ctx(), id, { tracker })).rejects.toMatchObject({ code: 'unprocessable' });
    expect((await getActionIssues(world.ctx(), id)).trackers).toEqual([]);
    await expect(orderIssue(world.ctx(), id, { tracker: tracker + 1 })).rejects.toMatchObject({ code: 'not_found' });
    await fix();
    await expect(orderIssue(world.ctx(), id, { tracker })).rejects.toMatchObject({ code: 'conflict' });
    await expect(orderIssue(world.ctx(), 'cov_0_1', { tracker })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('are worked for by a job of each organization with something due', async () => {
    const { tracker } = await world.begin('github');
    const { id } = await world.action();
    await orderIssue(world.ctx(), id, { tracker });
    await queueIssues(world.harness());
    const jobs = await world.harness().admin<{ key: string }[]>`
      select key from graphile_worker.jobs where task_identifier = 'work_issues'`;
    expect(jobs.map(({ key }) => key)).toEqual([`issues:${world.ctx().orgId}`]);
  });
});
