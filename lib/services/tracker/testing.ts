import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { inTransaction } from '#db/transaction.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { createTrackerBody } from '#lib/contracts/tracker.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getActionIssues } from '#lib/views/tracker/get-action-issues.ts';
import { startGithub } from '../../../fixtures/trackers/github.ts';
import { startGitlab } from '../../../fixtures/trackers/gitlab.ts';
import { startJira } from '../../../fixtures/trackers/jira.ts';
import type { FakeTracker } from '../../../fixtures/trackers/server.ts';
import { createTracker } from './create-tracker.ts';
import { workIssues } from './work-issues.ts';

export const TOKEN = 'made-up-token-canary-1';
const HOSTILE = '](http://evil.example) @team #1 /close <!-- x --> {code} *b*';

export const KINDS = [
  ['github', startGithub, 'acme/web'],
  ['gitlab', startGitlab, 'acme/web'],
  ['jira_cloud', () => startJira(3), 'SEC'],
  ['jira_server', () => startJira(2), 'SEC'],
] as const;
type Kind = (typeof KINDS)[number][0];

const RULE = (number: number) => `rule ${number} ${HOSTILE}`;
const report = (...rules: number[]) =>
  sarifOf(rules.map((number) => ({ rule: RULE(number), file: 'src/a`b.ts', line: number, code: `call(${number});` })));

/** Test helper: an organization with acme/web, and trackers on this machine, which no test leaves behind. */
export function trackerWorld() {
  let harness: Harness;
  let fresh = 0;
  let servers: FakeTracker[] = [];
  beforeAll(async () => {
    harness = await startHarness(undefined, { readers: inProcessReader });
    harness.env.ALLOW_PRIVATE_SINKS = true;
  }, 60_000);
  afterAll(() => harness.close());
  afterEach(async () => {
    await inTransaction(harness.sql, async (tx) => {
      await tx`delete from action_issues`;
      await tx`delete from trackers`;
    });
    for (const server of servers) {
      // Whatever a test does: what is asked, and how, is what the interface is described to take.
      expect(server.wrong).toEqual([]);
      await server.close();
    }
    servers = [];
  });
  return {
    harness: () => harness,
    ctx: () => harness.ctx,
    async begin(kind: Kind, more: object = {}): Promise<{ server: FakeTracker; tracker: number }> {
      const [, start, project] = KINDS.find(([name]) => name === kind) ?? KINDS[0];
      const server = await start();
      servers.push(server);
      const body = createTrackerBody.parse({
        ...{ kind, name: `Tracker ${servers.length}`, address: `${server.url}/`, token: TOKEN },
        projects: [{ repositories: '*', project }],
        ...(kind === 'jira_cloud' ? { account: 'bot@example.com' } : {}),
        ...more,
      });
      return { server, tracker: await createTracker(harness.ctx, body) };
    },
    /** A fresh action of acme/web, and a report that no longer finds it. */
    async action(): Promise<{ id: string; fix: () => Promise<void> }> {
      fresh += 1;
      const rule = fresh;
      const pipeline = `ci-${rule}`;
      tick(harness, 30);
      await harness.deliver({ repo: 'acme/web', pipeline }, report(rule));
      const { items } = await getActions(harness.ctx, actionListParams.parse({ q: `rule ${rule} ` }));
      const found = items.find(({ title }) => title.includes(`rule ${rule} `));
      return {
        id: found?.id ?? '',
        fix: async () => {
          tick(harness, 30);
          await harness.deliver({ repo: 'acme/web', pipeline }, report());
        },
      };
    },
    work: () => workIssues(harness, { orgId: harness.ctx.orgId }),
    issueOf: async (id: string) => (await getActionIssues(harness.ctx, id)).items[0],
    minutes: (count: number) => tick(harness, count),
  };
}
