import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { aws } from '#lib/inventories/aws/read.ts';
import { CREDENTIAL_REPORT, soundAccount } from '#lib/inventories/aws/testing.ts';
import { rulesOf } from '#lib/inventories/testing.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { MISSING, startCollector, startReceiver } from '../fixtures/collectors/testing.ts';

const collector = startCollector('collect-aws.sh', 'aws');
const { sections } = soundAccount() as unknown as { sections: Record<string, { data: Record<string, unknown[]> }> };
const secret = { ...(sections.secrets?.data.SecretList?.[0] as object), SecretString: 'hunter2', VersionIds: {} };

beforeAll(() => {
  collector.answer('sts get-caller-identity', { Account: '123456789012' });
  collector.answer('iam generate-credential-report', { State: 'COMPLETE' });
  const Content = Buffer.from(CREDENTIAL_REPORT).toString('base64');
  collector.answer('iam get-credential-report', { Content, ReportFormat: 'text/csv' });
  collector.answer('iam get-account-authorization-details', sections.authorization_details?.data);
  collector.answer('secretsmanager list-secrets --region eu-west-1', { SecretList: [secret] });
  collector.answer('secretsmanager list-secrets', { SecretList: [] });
});
afterAll(() => collector.close());

describe.skipIf(MISSING.length > 0)('the collector for AWS, with an aws that tests answer for', () => {
  it('writes what Plumbline reads, without values', async () => {
    const { code, out, said } = await collector.run(['--dry-run', '--regions', 'eu-west-1', '123456789012']);
    expect(code, said).toBe(0);
    expect(out).not.toContain('hunter2');
    const { inventory, skipped } = await aws.read(sourceFromBytes(out));
    expect(skipped).toEqual([]);
    expect(inventory.resources.map(({ tags }) => tags)).toEqual([null, { env: 'production' }, { env: 'production' }]);
    expect(rulesOf(judgeInventory({ ...inventory, collectedAt: new Date('2026-03-02') }))).toMatchObject({
      fail: [],
      unknown: [],
    });
  });

  it('says of each section whether it could be read, and delivers the rest', async () => {
    const receiver = await startReceiver();
    try {
      const args = ['--strict', '--regions', 'eu-west-1 us-east-1'];
      const { code, said } = await collector.run(args, receiver.env('good'));
      expect(said).toContain('section secrets could not be read: us-east-1: An error occurred (AccessDenied)');
      expect(said).toContain('delivered: processed, 3 new, 1 fixed');
      expect({ code, url: receiver.got.url }).toEqual({
        ...{ code: 4, url: '/api/v1/inventories?source=aws&system=123456789012&wait=30' },
      });
      expect(JSON.parse(receiver.got.body ?? '').sections.secrets).toMatchObject({ status: 'failed' });
      const refused = await collector.run([], receiver.env('bad'));
      expect(refused).toMatchObject({ code: 3, said: expect.stringContaining('HTTP 403): This token may not.') });
    } finally {
      receiver.close();
    }
  });

  it.each([
    [['--dry-run', '210987654321'], 2, 'signed in to the account 123456789012'],
    [['--dry-run', 'acme'], 1, 'no number of an account'],
    [['--dry-run', '--regions', 'a;b'], 1, 'no names of regions'],
    [['--what'], 1, 'usage:'],
    [[], 1, 'PLUMBLINE_URL is not set'],
  ])('called with %j ends with %i and says why', async (args, code, words) => {
    const env = { PLUMBLINE_URL: '', PLUMBLINE_TOKEN: '' };
    expect(await collector.run(args, env)).toMatchObject({ code, said: expect.stringContaining(words) });
  });
});
