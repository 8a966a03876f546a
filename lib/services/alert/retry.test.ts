import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { type MailServer, startMailServer } from '../../../fixtures/mail-server.ts';
import { refuseException } from '../exception/refuse-exception.ts';
import { withdrawException } from '../exception/withdraw-exception.ts';
import { mailWorld } from '../mail/testing.ts';
import { actAs, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { alertPeople } from './alert-people.ts';
import { changeOwnAlerts } from './change-own-alerts.ts';
import { askFor } from './testing.ts';

let harness: Harness;
let server: MailServer;
let world: ReturnType<typeof mailWorld>;
let ctx: Context;
let asking: Context;
let reader: number;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  server = await startMailServer();
  world = mailWorld(harness, () => server.url);
  await harness.deliver({ repo: 'acme/web' }, sarifOf([]));
  ({ ctx, id: reader } = await person('security', 'Ada'));
  ({ ctx: asking } = await person('developer', 'Grace'));
  await changeOwnAlerts(ctx, { kinds: ['exception_requested'] });
  await alertPeople(harness);
});
afterAll(async () => {
  await server.close();
  await harness.close();
});
beforeEach(async () => {
  server.delivered.length = 0;
  server.on.recipient = () => 'accept';
  await harness.admin`delete from mails`;
  tick(harness, 24 * 60);
});

async function person(role: Role, name: string): Promise<{ ctx: Context; id: number }> {
  const { id } = await world.person(name, role);
  const as = await actAs(harness, { kind: 'user', orgId: harness.ctx.orgId, role, teamsOf: null });
  return { id, ctx: { ...as, userId: id, credential: { kind: 'session', name, tokenId: null } } };
}

/** Makes the alert of these requests, which the mail server does not take yet. */
async function delayed(...rules: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const rule of rules) ids.push(await askFor(harness, asking, rule));
  server.on.recipient = () => 450;
  const { env } = harness;
  await alertPeople({ ...harness, env: { ...env, SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'p@example.com' } });
  await world.send();
  expect(await world.states()).toMatchObject([{ state: 'waiting', attempts: 1 }]);
  server.on.recipient = () => 'accept';
  return ids;
}

/** The mail server takes mails again. */
async function recovered(): Promise<void> {
  tick(harness, 12 * 60);
  await world.send();
}
const kept = async () => {
  const [row] = await harness.admin<{ madeOf: unknown; subject: string; text: string }[]>`
    select made_of, subject, text from mails where user_id = ${reader} order by id`;
  return row;
};

it('an alert that waited for the mail server asks only for what waits still', async () => {
  const [first = '', , third = ''] = await delayed('retry-one', 'retry-two', 'retry-three');
  expect((await kept())?.text).toContain('retry-one');
  await refuseException(ctx, first, { note: null });
  await withdrawException(asking, third);
  await recovered();
  expect(server.delivered).toHaveLength(1);
  const raw = server.delivered[0]?.raw;
  expect(raw).toContain('retry-two');
  expect(raw).not.toMatch(/retry-one|retry-three/);
  expect(raw).toMatch(/^Subject: Accepting a risk waits for you: acme\/web\r$/m);
  const [mail, note] = await world.states();
  expect(mail).toMatchObject({ state: 'sent', attempts: 2 });
  expect(note).toMatchObject({
    state: 'skipped',
    lastAnswer: 'Not told: 2 requests waited for approval in acme/web, and nobody has to decide any more.',
  });
  // What is read on screen is what was sent, and nothing is kept for another time.
  expect(await kept()).toMatchObject({ madeOf: null, text: expect.not.stringMatching(/retry-one|retry-three/) });
});

it('an alert of nothing but what is decided meanwhile is not sent, and says why', async () => {
  const [only = ''] = await delayed('retry-only');
  await refuseException(ctx, only, { note: null });
  await recovered();
  expect(server.delivered).toEqual([]);
  expect(await world.states()).toMatchObject([
    {
      state: 'skipped',
      lastAnswer: 'Not told: a request waited for approval in acme/web, and nobody has to decide any more.',
    },
  ]);
  await recovered();
  expect(await world.states()).toHaveLength(1);
});

it('an alert of which nothing is decided is sent as it was made', async () => {
  await delayed('retry-same', 'retry-other');
  const before = await kept();
  await recovered();
  expect(await kept()).toEqual({ ...before, madeOf: null });
  expect(server.delivered[0]?.raw).toContain('retry-same');
});

it('times of what is told are the same when it is made anew', async () => {
  const [first = ''] = await delayed('retry-when', 'retry-then');
  const at = /\d{4}-\d\d-\d\d \d\d:\d\d/g;
  const before = (await kept())?.text.match(at) ?? [];
  await refuseException(ctx, first, { note: null });
  await recovered();
  const after = (await kept())?.text.match(at) ?? [];
  expect(after.length).toBeGreaterThan(0);
  expect(before).toEqual(expect.arrayContaining([...after]));
});
