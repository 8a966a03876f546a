import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Env } from '#lib/env.ts';
import { Fault } from '#lib/errors.ts';
import { bindTo } from '#lib/system.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { type Admission, admitUpload } from './admit-upload.ts';
import { inProcessReader } from './read/in-process.ts';
import { recountStored } from './recount-stored.ts';

let harness: Harness;
const MANY = { UPLOADS_PER_MINUTE: 1000, ORGANIZATION_UPLOADS_PER_MINUTE: 1000, UPLOADS_AT_ONCE: 1000 };

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.admin`truncate delivery_rates`;
});

const admit = (limits: Partial<Env>, tokenId = 1, orgId = harness.ctx.orgId): Promise<Admission> => {
  const ctx = bindTo(harness.ctx, orgId);
  const credential = { kind: 'upload_token' as const, name: 'ci', tokenId };
  return admitUpload({ ...ctx, orgId, credential, env: { ...ctx.env, ...MANY, ...limits } });
};

async function refusalOf(attempt: Promise<unknown>): Promise<Fault> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Fault)) throw new Error(`not refused, but ${String(error)}`);
  return error;
}

const seconds = (count: number) => tick(harness, count / 60);

describe('deliveries of one credential within a minute', () => {
  const limits = { UPLOADS_PER_MINUTE: 3 };

  it('are admitted up to the limit; the next one is refused, naming limit, number and time', async () => {
    expect((await admit(limits)).headers.ratelimit).toBe('"credential";r=2;t=20, "organization";r=999;t=1');
    await admit(limits);
    const last = await admit(limits);
    expect(last.headers.ratelimit).toMatch(/^"credential";r=0;t=60,/);
    expect(last.headers['ratelimit-policy']).toBe('"credential";q=3;w=60, "organization";q=1000;w=60');
    const refused = await refusalOf(admit(limits));
    expect(refused).toMatchObject({ code: 'rate_limited', retryAfter: 20 });
    expect(refused.sentence).toBe(
      'This credential has sent 3 reports within a minute, and may send 3 (UPLOADS_PER_MINUTE). Nothing was stored; send this one again in 20 seconds.',
    );
    expect(refused.headers.ratelimit).toMatch(/^"credential";r=0;t=60,/);
  });

  it('fade evenly, so that the next is admitted when it was told to come, and not before', async () => {
    for (let n = 1; n <= 3; n += 1) await admit(limits);
    const { retryAfter } = await refusalOf(admit(limits));
    seconds((retryAfter ?? 0) - 1);
    await refusalOf(admit(limits));
    seconds(1);
    await admit(limits);
    await refusalOf(admit(limits));
    seconds(60);
    for (let n = 1; n <= 3; n += 1) await admit(limits);
    await refusalOf(admit(limits));
  });

  it('cost nothing when they are refused, and are told different times to come back', async () => {
    for (let n = 1; n <= 3; n += 1) await admit(limits);
    const told: (number | null)[] = [];
    for (let n = 1; n <= 8; n += 1) told.push((await refusalOf(admit(limits))).retryAfter);
    expect(told).toEqual([20, 40, 60, 80, 100, 120, 120, 120]);
    seconds(20);
    await admit(limits);
  });

  it('are those of one credential, not of another one', async () => {
    for (let n = 1; n <= 3; n += 1) await admit(limits);
    await refusalOf(admit(limits));
    await admit(limits, 2);
  });

  it('are counted right when many come at once', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 60 }, () => admit({ UPLOADS_PER_MINUTE: 25 })));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(25);
    const rejected = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    expect(rejected.filter((error) => !(error instanceof Fault) || error.code !== 'rate_limited')).toEqual([]);
  });

  it('are not freed by a clock that goes back', async () => {
    for (let n = 1; n <= 3; n += 1) await admit(limits);
    seconds(-3600);
    await refusalOf(admit(limits));
    seconds(3600);
    await refusalOf(admit(limits));
  });
});

describe('deliveries of an organization within a minute', () => {
  const limits = { ORGANIZATION_UPLOADS_PER_MINUTE: 3 };

  it('are admitted up to the limit, whoever sends them; the next one is refused and costs its credential nothing', async () => {
    for (let token = 1; token <= 3; token += 1) await admit(limits, token);
    const refused = await refusalOf(admit(limits, 4));
    expect(refused).toMatchObject({ code: 'rate_limited', retryAfter: 20 });
    expect(refused.sentence).toMatch(/^The organization has received 3 reports within a minute, and takes 3 /);
    const [row] = await harness.sql<{ used: number }[]>`select used from delivery_rates where sender = 'token 4'`;
    expect(row?.used).toBe(0);
  });

  it('are those of this organization', async () => {
    for (let n = 1; n <= 3; n += 1) await admit(limits);
    const [other] = await harness.admin<{ id: number }[]>`
      insert into organizations (slug, name, demo, created_at) values ('other', 'Other', false, ${harness.now()})
      returning id`;
    await admit(limits, 1, other?.id ?? 0);
    await refusalOf(admit(limits));
  });
});

describe('deliveries of one credential at once', () => {
  const limits = { UPLOADS_AT_ONCE: 3 };

  it('are admitted up to the limit; the next one is refused until one has ended', async () => {
    const [first] = [await admit(limits), await admit(limits), await admit(limits)];
    const refused = await refusalOf(admit(limits));
    expect(refused).toMatchObject({ code: 'rate_limited', retryAfter: 1 });
    expect(refused.sentence).toMatch(/^This credential sends 3 reports at this moment, and may send 3 at once /);
    await admit(limits, 2);
    await first?.end();
    await admit(limits);
    await refusalOf(admit(limits));
  });

  it('count no longer a minute after their process died, and go on to count while they are received', async () => {
    const [alive] = [await admit(limits), await admit(limits), await admit(limits)];
    seconds(30);
    await alive?.extend();
    seconds(29);
    await refusalOf(admit(limits));
    seconds(1);
    await admit(limits);
    await admit(limits);
    await refusalOf(admit(limits));
  });
});

describe('stored bytes of an organization', () => {
  it('are counted from what is there, and refuse what comes once the limit is reached', async () => {
    await admit({ STORED_REPORTS_GB: 1 });
    const { storedBytes } = await harness.deliver({ repo: 'acme/kept' }, sarifOf([]));
    const gigabytes = (bytes: number) => ({ STORED_REPORTS_GB: bytes / 1e9 });
    await harness.admin`truncate delivery_rates`;
    const { stored } = await admit(gigabytes(storedBytes + 1));
    await stored(1);
    await refusalOf(admit(gigabytes(storedBytes + 1)));
    await admit(gigabytes(storedBytes + 2));
    const refused = await refusalOf(admit(gigabytes(storedBytes)));
    expect(refused).toMatchObject({ code: 'rate_limited', retryAfter: 3600 });
    expect(refused.sentence).toMatch(
      /^The organization keeps \d+ B of reports, and may keep \d+ B \(STORED_REPORTS_GB\)/,
    );
    await harness.admin`update uploads set state = 'rejected'`;
    await recountStored({ ...harness, env: { ...harness.env, ...gigabytes(storedBytes) } });
    await admit(gigabytes(storedBytes));
  });
});
