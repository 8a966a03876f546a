import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findByClaim } from '#lib/scanners/registry.ts';
import { type Harness, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { sharedFolder } from '../../../../fixtures/shared.ts';
import { type Answer, send } from './testing.ts';

interface BadInput {
  file: string;
  kind: string;
  content_type_to_send: string;
  scanner_type_to_claim: string;
  expect: 'reject-4xx' | 'accept-sanitised' | 'either-no-5xx';
  content_encoding_to_send: string | null;
  canary?: string;
}

const shared = sharedFolder();
const folder = join(shared ?? '', 'badinputs');
const inputs: BadInput[] = shared === null ? [] : JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
/** Inputs that are also read in a child process. */
const THROUGH_CHILD = /deep-nesting|5MB|redos-many|zip-many|xml-deep|xml-bomb/;

let harness: Harness;
let children: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  children = await startHarness();
});
afterAll(async () => {
  await harness.close();
  await children.close();
});

async function post(to: Harness, input: BadInput): Promise<Answer> {
  tick(to, 1);
  return send(to, {
    params: { repo: `bad/${input.file.slice(0, 4)}`, scanner: input.scanner_type_to_claim },
    body: readFileSync(join(folder, input.file)),
    headers: {
      'content-type': input.content_type_to_send,
      ...(input.content_encoding_to_send === null ? {} : { 'content-encoding': input.content_encoding_to_send }),
    },
  });
}

/** `4xx`, or the state that the upload ended in. */
function outcomeOf({ status, upload }: Answer): string {
  if (status >= 400 && status < 500) return '4xx';
  return upload === null ? `status ${status}` : upload.state;
}

/** Whether the report was rejected because its reader crashed, and not with a reason of the reader. */
function crashed(answer: Answer): boolean {
  return (
    (answer.upload?.attempts ?? 0) > 0 || /defect of Plumbline|could not be read in/.test(answer.upload?.reason ?? '')
  );
}

describe.skipIf(shared === null)('hostile inputs of the shared collection', () => {
  it.each(inputs.map((input) => [input.file, input] as const))('%s', async (_file, input) => {
    const answer = await post(harness, input);
    const outcome = outcomeOf(answer);
    expect(crashed(answer), answer.upload?.reason ?? '').toBe(false);
    const known = findByClaim(input.scanner_type_to_claim) !== null;
    if (input.expect === 'reject-4xx') expect(['4xx', 'rejected'], answer.upload?.reason ?? '').toContain(outcome);
    else if (input.expect === 'accept-sanitised' && known)
      expect(outcome, answer.upload?.reason ?? answer.body.detail).toBe('processed');
    else expect(['4xx', 'rejected', 'processed']).toContain(outcome);
    if (outcome === 'rejected') expect(answer.upload?.reason).toMatch(/\S/);
  });

  it.each(inputs.filter((input) => THROUGH_CHILD.test(input.file)).map((input) => [input.file, input] as const))(
    '%s, through the reading child',
    async (_file, input) => {
      const answer = await post(children, input);
      expect(crashed(answer), answer.upload?.reason ?? '').toBe(false);
      expect(['4xx', 'rejected', 'processed']).toContain(outcomeOf(answer));
    },
  );

  it('leave nothing in the tables that is not text', async () => {
    const rows = await harness.sql<{ record: string; title: string }[]>`
      select e.record::text as record, f.title from evidence e
      join findings f on f.org_id = e.org_id and f.repo_id = e.repo_id and f.number = e.finding_number`;
    expect(rows.length).toBeGreaterThan(0);
    for (const { record, title } of rows) {
      expect(record.isWellFormed() && !record.includes('\\u0000')).toBe(true);
      expect([...title].some((char) => char < ' ')).toBe(false);
    }
    const secrets = inputs.filter((input) => input.kind === 'secret-in-report').map((input) => input.canary ?? '');
    expect(secrets.filter((secret) => rows.some((row) => row.record.includes(secret)))).toEqual([]);
  });
});
