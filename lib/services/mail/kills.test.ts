import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '#lib/services/testing.ts';
import { killWhileSending } from '../../../fixtures/mail-kills.ts';
import { randomFrom } from '../../../scripts/faults/random.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { mailWorld } from './testing.ts';

/** `npm run test:faults` asks for more. */
const KILLS = Number(process.env.MAIL_KILLS ?? 6);
const MAILS = Number(process.env.MAIL_COUNT ?? 30);
const SEED = Number(process.env.FAULTS_SEED ?? 11);

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

it('every mail arrives once, by its Message-ID, however often workers are killed before, within and after it', async () => {
  const world = mailWorld(harness, () => '');
  const ada = await world.person('Ada');
  harness.clock.now = new Date();
  for (let mail = 0; mail < MAILS; mail += 1) await world.queue(ada);
  const { orgId } = harness.ctx;
  const given = { settings: harness.database, orgId, folder: harness.folder };
  const { kills, messageIds } = await killWhileSending(given, { kills: KILLS, random: randomFrom(SEED) });
  const stored = await harness.admin<{ messageId: string; state: string }[]>`select message_id, state from mails`;
  expect(new Set(messageIds)).toEqual(new Set(stored.map(({ messageId }) => messageId)));
  expect(new Set(messageIds).size).toBe(MAILS);
  expect(stored.map(({ state }) => state)).toEqual(Array(MAILS).fill('sent'));
  const killed = kills.before + kills.within + kills.after;
  expect(killed).toBeGreaterThan(KILLS / 2);
  // Only what was in a killed worker's hands can have come twice: one at a time.
  expect(messageIds.length - MAILS).toBeLessThanOrEqual(killed);
  if (process.env.MAIL_KILLS === undefined) return;
  const figures = `${MAILS} mails, ${killed} kills (${JSON.stringify(kills)}), ${messageIds.length - MAILS} came twice`;
  process.stdout.write(`${figures}\n`);
}, 600_000);
