import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#db/transaction.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { type MailServer, startMailServer } from '../../../fixtures/mail-server.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { queueMail } from './queue-mail.ts';
import { mailWorld } from './testing.ts';

let harness: Harness;
let server: MailServer;
let world: ReturnType<typeof mailWorld>;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  server = await startMailServer();
  world = mailWorld(harness, () => server.url);
});
afterEach(async () => {
  Object.assign(server.on, { recipient: () => 'accept', end: () => 'accept' });
  server.delivered.length = 0;
  await harness.admin`delete from mails`;
});
afterAll(async () => {
  await server.close();
  await harness.close();
});

const state = async (id: number | null) => (await world.states(id))[0]?.state;

describe('sending', () => {
  it('hands a mail over once, as text and HTML, from one sender to one person', async () => {
    const ada = await world.person('Ada');
    const id = await world.queue(ada, {
      ...{
        subject: 'Posture 68 (−4)\r\nBcc: eve@example.com',
        text: 'Do this next',
        html: '<p>Do this <b>next</b></p>',
      },
      headers: { 'List-Unsubscribe': '<https://plumbline.test/unsubscribe/x>' },
    });
    await world.send();
    await world.send();
    expect(server.delivered).toHaveLength(1);
    const [mail] = server.delivered;
    expect(mail?.to).toBe('ada@example.com');
    expect(mail?.raw).toMatch(/^From: Plumbline <plumbline@example\.com>\r$/m);
    expect(mail?.raw).toMatch(/^To: Ada <ada@example\.com>\r$/m);
    expect(mail?.raw).not.toMatch(/^Bcc:/im);
    expect(mail?.raw).toMatch(/^List-Unsubscribe: <https:\/\/plumbline\.test\/unsubscribe\/x>\r$/m);
    expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mail?.raw).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(mail?.raw).toContain('Do this next');
    expect(await world.states(id)).toMatchObject([{ state: 'sent', attempts: 1 }]);
  });

  it('makes one mail of one key, however often it is ordered', async () => {
    const bea = await world.person('Bea');
    expect(await world.queue(bea, { key: 'digest:2:2026-W10' })).not.toBeNull();
    expect(await world.queue(bea, { key: 'digest:2:2026-W10' })).toBeNull();
    await Promise.all([world.send(), world.send()]);
    expect(server.delivered).toHaveLength(1);
  });

  it('lets two workers share the mails without sending any twice', async () => {
    const cem = await world.person('Cem');
    for (let mail = 0; mail < 30; mail += 1) await world.queue(cem);
    await Promise.all([world.send(), world.send()]);
    expect(server.delivered).toHaveLength(30);
    expect(new Set(server.delivered.map(({ messageId }) => messageId)).size).toBe(30);
  });

  it('writes an entry of the audit log for each mail that was sent', async () => {
    const dan = await world.person('Dan');
    await world.queue(dan);
    await world.send();
    const entries = await harness.admin<{ targetName: string; detail: unknown }[]>`
      select target_name, detail from audit_entries where verb = 'mail.sent' and target_id = ${String(dan.id)}`;
    expect(entries).toEqual([{ targetName: 'Dan', detail: { kind: 'test', attempts: 1 } }]);
  });

  it('keeps mails to be read where no server is configured, and those that waited for one', async () => {
    const eli = await world.person('Eli');
    const { orgId } = harness.ctx;
    const mail = { kind: 'test', userId: eli.id, repositories: [], subject: 'x', html: 'x', text: 'x' } as const;
    const kept = await inTransaction(harness.sql, (tx) => queueMail(tx, harness, { orgId }, { ...mail, key: 'kept' }));
    const waiting = await world.queue(eli);
    await world.send();
    expect([await state(kept), await state(waiting)]).toEqual(['kept', 'sent']);
  });
});

describe('a mail server in trouble', () => {
  it('that is away for a day delays mails, and neither loses nor doubles one', async () => {
    const fay = await world.person('Fay');
    const ids = [await world.queue(fay), await world.queue(fay), await world.queue(fay)];
    const { url } = server;
    await server.close();
    for (let minute = 0; minute < 26 * 60; minute += 10) {
      await world.send();
      tick(harness, 10);
    }
    expect(new Set(await Promise.all(ids.map(state)))).toEqual(new Set(['waiting']));
    server = await startMailServer({}, Number(new URL(url).port));
    tick(harness, 60);
    await world.send();
    expect(server.delivered).toHaveLength(3);
    await world.send();
    expect(server.delivered).toHaveLength(3);
  });

  it('is not asked again for each of many mails while it takes none', async () => {
    const gus = await world.person('Gus');
    for (let mail = 0; mail < 20; mail += 1) await world.queue(gus);
    let asked = 0;
    server.on.recipient = () => {
      asked += 1;
      return 421;
    };
    await world.send();
    expect(asked).toBe(1);
    expect((await world.states()).filter(({ attempts }) => attempts > 0)).toHaveLength(1);
  });

  it('that answers 4xx for a day delays mails, and one that does so for three days loses them visibly', async () => {
    const hal = await world.person('Hal');
    const id = await world.queue(hal);
    server.on.recipient = () => 450;
    for (let hour = 0; hour < 24; hour += 4) {
      await world.send();
      tick(harness, 4 * 60);
    }
    expect((await world.states(id))[0]).toMatchObject({ state: 'waiting', lastAnswer: expect.stringContaining('450') });
    for (let hour = 0; hour < 52; hour += 4) {
      await world.send();
      tick(harness, 4 * 60);
    }
    expect((await world.states(id))[0]).toMatchObject({
      state: 'failed',
      lastAnswer: expect.stringMatching(/^Given up/),
    });
  });

  it('that hangs up after it took a mail gets it again with the same Message-ID, and the same content', async () => {
    const ida = await world.person('Ida');
    await world.queue(ida);
    server.on.end = () => 'close';
    await world.send();
    expect(await world.states()).toMatchObject([{ state: 'waiting', attempts: 1 }]);
    server.on.end = () => 'accept';
    tick(harness, 2);
    await world.send();
    expect(server.delivered).toHaveLength(2);
    const [first, second] = server.delivered;
    expect(second?.messageId).toBe(first?.messageId);
    expect(first?.messageId).toMatch(/^<[0-9a-f]{32}@plumbline\.test>$/);
    // Boundaries are random; all else is the same, the date too.
    const withoutBoundary = (raw: string | undefined) => raw?.replaceAll(/--_NmP-[^\s";]+/g, '');
    expect(withoutBoundary(second?.raw)).toBe(withoutBoundary(first?.raw));
  });

  it('that refuses an address for good ends mail to it, visibly', async () => {
    const jan = await world.person('Jan');
    server.on.recipient = (address) => (address.startsWith('jan') ? 550 : 'accept');
    const first = await world.queue(jan);
    await world.send();
    expect((await world.states(first))[0]).toMatchObject({
      state: 'failed',
      lastAnswer: expect.stringContaining('550'),
    });
    const next = await world.queue(jan);
    expect((await world.states(next))[0]).toMatchObject({ state: 'failed', attempts: 0 });
    server.on.recipient = () => 'accept';
    await world.send();
    expect(server.delivered).toHaveLength(0);
    const [noted] = await harness.admin<{ reason: string }[]>`
      select address_failed_reason as reason from mail_preferences where user_id = ${jan.id}`;
    expect(noted?.reason).toContain('550');
    const check = await world.queue(jan, { kind: 'address_check' });
    await world.send();
    expect(await state(check)).toBe('sent');
  });

  it('that offers no encryption where it is demanded gets nothing, not even the sender', async () => {
    const kim = await world.person('Kim');
    const strict = mailWorld(harness, () => `${server.url}?requireTLS=true`);
    let spoken = 0;
    server.on.recipient = () => {
      spoken += 1;
      return 'accept';
    };
    const id = await strict.queue(kim);
    await strict.send();
    expect(spoken).toBe(0);
    expect((await strict.states(id))[0]).toMatchObject({
      state: 'waiting',
      lastAnswer: expect.stringContaining('TLS'),
    });
  });
});

describe('a worker that dies', () => {
  const claimed = async () => {
    const lea = await world.person(`Lea${Math.random()}`);
    const id = await world.queue(lea);
    await harness.admin`
      update mails set state = 'sending', attempts = 1, next_at = ${new Date(harness.clock.now.getTime() + 600_000)} where id = ${id}`;
    return id;
  };

  it('keeps its mail for ten minutes, after which another worker sends it', async () => {
    const id = await claimed();
    await world.send();
    expect(await state(id)).toBe('sending');
    tick(harness, 10);
    await world.send();
    expect(await world.states(id)).toMatchObject([{ state: 'sent', attempts: 2 }]);
    expect(server.delivered).toHaveLength(1);
  });
});

describe('a reader', () => {
  it('who was disabled before the mail was sent gets none', async () => {
    const max = await world.person('Max');
    const id = await world.queue(max);
    await harness.admin`update users set disabled_at = ${harness.clock.now} where id = ${max.id}`;
    await world.send();
    expect([await state(id), server.delivered.length]).toEqual(['skipped', 0]);
    expect(await state(await world.queue(max))).toBe('skipped');
  });

  it('who may not see any more what a mail tells of gets none of it', async () => {
    const nia = await world.person('Nia', 'developer');
    const { repoId } = await harness.deliver({ repo: 'acme/web' }, sarifOf([]));
    await harness.admin`update organizations set developer_sight = 'teams'`;
    const alert = await world.queue(nia, { kind: 'alert', repositories: [repoId] });
    const digest = await world.queue(nia, { kind: 'digest', repositories: null });
    const test = await world.queue(nia, { repositories: [] });
    await world.send();
    expect([await state(alert), await state(digest), await state(test)]).toEqual(['skipped', undefined, 'sent']);
    await harness.admin`update organizations set developer_sight = 'organization'`;
    expect(server.delivered).toHaveLength(1);
  });

  it('who has another address by now gets it there', async () => {
    const oli = await world.person('Oli');
    await world.queue(oli);
    await harness.admin`update users set email = 'oliver@example.com' where id = ${oli.id}`;
    await world.send();
    expect(server.delivered.map(({ to }) => to)).toEqual(['oliver@example.com']);
  });
});
