import { afterAll, beforeAll, expect, it } from 'vitest';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { createSinkBody } from '#lib/contracts/sink.ts';
import { ALERT_KINDS } from '#lib/domain/alert/alert.ts';
import { SINK_EVENTS, SINK_KINDS } from '#lib/domain/sink/sink.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { alertPeople } from '../alert/alert-people.ts';
import { changeOwnAlerts } from '../alert/change-own-alerts.ts';
import { requestException } from '../exception/request-exception.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { addMember } from '../user/testing.ts';
import { createSink } from './create-sink.ts';
import { deliverToSink } from './deliver-to-sink.ts';
import { outboxSettled, type Receiver, startReceiver } from './testing.ts';

let harness: Harness;
let receiver: Receiver;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  harness.env.ALLOW_PRIVATE_SINKS = true;
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  await harness.close();
});

/** Stands in every text of a report that must not leave: values, code, titles, messages, paths, names of rules. */
const CANARY = 'canary7f3d';

const leaks = JSON.stringify([
  {
    ...{ ruleID: 'generic-api-key', description: `${CANARY} description`, confidence: 'high' },
    ...{ match: `key = "${CANARY}-secret-0001"`, secret: `${CANARY}-secret-0001` },
    ...{ attributes: { path: `src/${CANARY}.env`, url: `https://example.com/${CANARY}` } },
    ...{ location: { startLine: 3, endLine: 3, startColumn: 5, endColumn: 30 } },
    validation: { status: 'valid', reason: `${CANARY} was accepted` },
  },
]);

const expires_at = '2026-06-01T00:00:00.000Z';
const DECIDED = ['exception_approved', 'branch_gate_failed'];

/** Thirty findings whose titles, messages, code and paths hold the canary. */
function findings(): string {
  const results = Array.from({ length: 30 }, (_, line) => ({
    ...{ rule: 'plain-rule', file: `${CANARY}/a.ts`, line: line + 1, code: `call("${CANARY}", ${line});` },
  }));
  const report = JSON.parse(sarifOf(results));
  const [run] = report.runs;
  for (const result of run.results) result.message = { text: `${CANARY} message` };
  for (const rule of run.tool.driver.rules) {
    Object.assign(rule, { name: `${CANARY}Name`, shortDescription: { text: `${CANARY} title` } });
  }
  return JSON.stringify(report);
}

it('no secret, code, title, path or other text of a report leaves by webhook, chat or alert', async () => {
  const { ctx } = harness;
  const person = {
    email: 'eve@example.com',
    name: 'Eve',
    role: 'viewer',
    passwordHash: null,
    now: harness.clock.now,
  } as const;
  const { id: userId } = await addMember(harness.systemSql, ctx, person);
  const principal = { kind: 'user', orgId: ctx.orgId, role: 'viewer' } as const;
  await changeOwnAlerts({ ...ctx, userId, principal }, { kinds: [...ALERT_KINDS], score_drop: 1 });
  const sinks: number[] = [];
  for (const kind of SINK_KINDS) {
    const body = { kind, name: kind, url: receiver.url, events: SINK_EVENTS.slice(), score_drop: 1 };
    sinks.push((await createSink(ctx, createSinkBody.parse(body))).id);
  }
  await harness.deliver({ repo: 'acme/web', run_id: '1' }, sarifOf([]));
  await harness.deliver({ repo: 'acme/web', run_id: '2' }, findings());
  await harness.deliver({ repo: 'acme/web', run_id: '2' }, leaks);
  await harness.deliver(
    { repo: 'acme/web', run_id: '2', ref: 'refs/pull/7/merge' },
    leaks.replaceAll('-secret-0001', '-secret-0002'),
  );
  const [finding] = (await getFindings(ctx, findingListParams.parse({}))).items;
  const reason = `${CANARY} reason`;
  await requestException(ctx, exceptionRequest.parse({ finding: finding?.id, kind: 'accepted', reason, expires_at }));
  tick(harness, 60);
  await harness.deliver({ repo: 'acme/web', run_id: '3' }, `${sarifOf([])} `);
  tick(harness, 20);
  await harness.deliver({ repo: 'acme/web', run_id: '4' }, `${sarifOf([])}  `);
  await outboxSettled(harness.systemSql);
  for (const sinkId of sinks) await deliverToSink(harness, { orgId: ctx.orgId, sinkId });
  await alertPeople(harness);
  const mails = await harness.systemSql`select subject, html, text, headers from mails`;
  const left = JSON.stringify([receiver.received, mails]);
  // Everything that could be told of was.
  for (const told of [
    'live_secret_found',
    'score_dropped',
    'report_held',
    'report_confirmed',
    'posture_changed',
    ...DECIDED,
  ]) {
    expect(receiver.received.some(({ body }) => body.includes(`"type":"${told}"`))).toBe(true);
  }
  expect(mails).toHaveLength(1);
  expect(left).toContain('generic-api-key');
  expect(left).not.toContain(CANARY);
});
