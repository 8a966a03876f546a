import { describe, expect, it, vi } from 'vitest';
import type { Context } from '#lib/context.ts';
import type { DayZones } from '#lib/domain/calendar/day-zones.ts';
import { Fault } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import { describeExport, sendExport } from './send-export.ts';

/** Knows only in which zones the days of its organization begin. */
const inZones = (dayZones: DayZones) => async (): Promise<{ dayZones: DayZones }[]> => [{ dayZones }];

const caller = (userId: number, zones: DayZones = []): Context =>
  ({
    readSql: inZones(zones),
    ...{ orgId: 1, userId, now: () => new Date('2026-03-02T09:00:00Z'), log: createLog('test', 'silent') },
    credential: { kind: 'session', name: 'Ada', tokenId: null },
  }) as unknown as Context;

const params = { format: 'csv', state: ['open'] } as const;
type Run = (write: (text: string) => Promise<void>) => Promise<void>;

function send(run: Run, userId = 1, signal?: AbortSignal): Promise<Response> {
  const request = new Request('http://plumbline.test/api/v1/findings/export', signal ? { signal } : {});
  return sendExport({ ctx: caller(userId), request, list: 'findings', params }, run);
}

describe('sending an export', () => {
  it('sends what is written, under a name with day and filter', async () => {
    const answer = await send(async (write) => {
      await write('a\r\n');
      await write('');
      await write('ä\r\n');
    });
    expect(await answer.text()).toBe('a\r\nä\r\n');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="plumbline-findings-2026-03-02-open.csv"',
    );
  });

  it('is of the day that runs in the organization', async () => {
    const request = new Request('http://plumbline.test/api/v1/findings/export');
    const ctx = caller(1, [
      { since: '2026-01-01', startsAt: '2025-12-31T11:00:00.000Z', timeZone: 'Pacific/Auckland' },
    ]);
    const late = { ...ctx, now: () => new Date('2026-03-02T11:30:00Z') };
    const answer = await sendExport({ ctx: late, request, list: 'findings', params }, (write) => write('a'));
    expect(answer.headers.get('content-disposition')).toContain('plumbline-findings-2026-03-03-open.csv');
    const head = await describeExport(late, 'findings', params);
    expect(head.headers.get('content-disposition')).toContain('plumbline-findings-2026-03-03-open.csv');
    await answer.text();
  });

  it('throws what goes wrong before the first byte, and breaks off what goes wrong later', async () => {
    const fault = new Fault('not_found', 'There is no repository acme/x.');
    await expect(send(() => Promise.reject(fault))).rejects.toBe(fault);
    const torn = await send(async (write) => {
      await write('a');
      throw new Error('lost');
    });
    await expect(torn.text()).rejects.toThrow('lost');
  });

  it('is written no faster than it is taken', async () => {
    let written = 0;
    const answer = await send(async (write) => {
      for (; written < 100; written += 1) await write('x'.repeat(1000));
    });
    const reader = answer.body?.getReader();
    await reader?.read();
    await vi.waitFor(() => expect(written).toBeGreaterThan(0));
    expect(written).toBeLessThan(10);
    await reader?.cancel();
  });

  it('ends when its client goes away, by the stream or by the request', async () => {
    const forever = async (ended: PromiseWithResolvers<unknown>, write: (text: string) => Promise<void>) => {
      try {
        for (;;) await write('x');
      } catch (error) {
        ended.resolve(error);
        throw error;
      }
    };
    const cancelled = Promise.withResolvers<unknown>();
    const answer = await send((write) => forever(cancelled, write));
    await answer.body?.cancel();
    await cancelled.promise;
    const gone = Promise.withResolvers<unknown>();
    const abort = new AbortController();
    await send((write) => forever(gone, write), 1, abort.signal);
    abort.abort();
    await gone.promise;
  });

  it('lets one person run two at a time, and all together four', async () => {
    const endings: PromiseWithResolvers<void>[] = [];
    const slow: Run = async (write) => {
      const ending = Promise.withResolvers<void>();
      endings.push(ending);
      void write('a').catch(() => undefined);
      await ending.promise;
    };
    const answers = [await send(slow), await send(slow)];
    await expect(send(slow)).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 10 });
    answers.push(await send(slow, 2), await send(slow, 3));
    await expect(send(slow, 4)).rejects.toMatchObject({ code: 'unavailable', retryAfter: 10 });
    for (const ending of endings) ending.resolve();
    await Promise.all(answers.map((answer) => answer.text()));
    const again = await vi.waitFor(() => send(async (write) => write('b')));
    expect(await again.text()).toBe('b');
  });
});
