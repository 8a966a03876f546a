import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/**
 * Who may use connections that see the rows of all organizations, and why. Everything else has `ctx.sql` or `system.sql`,
 * which are bound to one. An entry belongs here only when the organization is not known yet, or when all are meant.
 */
const USERS: Readonly<Record<string, string>> = {
  'app/(auth)/setup/page.tsx': 'before there is an organization',
  'app/(auth)/sign-in/page.tsx': 'before it is known who asks',
  'app/api/health/route.ts': 'the state of the whole installation',
  'lib/cli/installation.ts': 'looks whether a restore was interrupted',
  'lib/cli/people.ts': 'finds the organization that commands work for',
  'lib/cli/setup-link.ts': 'before there is an organization',
  'lib/cli/verbs/audit.ts': 'lists the organizations that have a log; each is read bound',
  'lib/cli/verbs/demo.ts': 'finds the organization that the command names',
  'lib/cli/verbs/organization.ts': 'makes and lists organizations',
  'lib/cli/verbs/recount.ts': 'compares the numbers of all organizations',
  'lib/cli/verbs/setup-link.ts': 'before there is an organization',
  'lib/cli/verbs/token-create.ts': 'makes the organization where there is none; the token is made bound',
  'lib/cli/verbs/user-create.ts': 'makes the organization where there is none; the person is added bound',
  'lib/cli/verbs/user-email.ts': 'an account belongs to no organization',
  'lib/demo/load.ts': 'makes the organization where there is none, and partitions; all else is bound',
  'lib/demo/remove.ts': 'finds the organization that commands work for; all else is bound',
  'lib/demo/request.ts': "looks whether a job waits, in the queue's own tables",
  'lib/services/access-review/sweep-reviews.ts': 'lists the organizations; each is swept bound',
  'lib/services/access/require-password.ts': 'passwords belong to an account, not to an organization',
  'lib/services/advisory/join-repository.ts': 'makes partitions, as the owner of the tables',
  'lib/services/alert/alert-people.ts': 'lists the organizations; each person is told bound',
  'lib/services/audit/anchor-audit.ts': 'lists the organizations; each is told of bound',
  'lib/services/coverage/request-exemptions.ts': 'makes partitions, as the owner of the tables',
  'lib/services/coverage/tell-commits.ts': 'makes partitions, as the owner of the tables',
  'lib/services/digest/send-digests.ts': 'lists the organizations; each gets its digests bound',
  'lib/services/effort/learn-effort.ts': 'makes partitions before it writes',
  'lib/services/effort/learn-efforts.ts': 'finds all organizations of which there is something to learn',
  'lib/services/events/check-intake.ts': 'counts what waits of all organizations',
  'lib/services/events/gather-events.ts': 'lists the organizations; events of each are gathered bound',
  'lib/services/exception-rule/settle-rule.ts': 'makes partitions, as the owner of the tables',
  'lib/services/exception-rule/try-rule.ts': 'makes partitions, as the owner of the tables',
  'lib/services/exception/decide-locked.ts': 'makes partitions, as the owner of the tables',
  'lib/services/exception/recount-due.ts': 'makes partitions, as the owner of the tables',
  'lib/services/exception/request-exception.ts': 'makes partitions, as the owner of the tables',
  'lib/services/exception/request-in-bulk.ts': 'makes partitions, as the owner of the tables',
  'lib/services/exception/sweep-exceptions.ts': 'lists the organizations; each is swept bound',
  'lib/services/exception/undo-batch.ts': 'makes partitions, as the owner of the tables',
  'lib/services/feed/fetch-feeds.ts': 'lists what is due of all organizations; orders are made for each',
  'lib/services/feed/follow-exploitation.ts': 'makes partitions, as the owner of the tables',
  'lib/services/finding/change-finding.ts': 'makes partitions, as the owner of the tables',
  'lib/services/finding/rate-in-bulk.ts': 'makes partitions, as the owner of the tables',
  'lib/services/finding/tag-in-bulk.ts': 'makes partitions, as the owner of the tables',
  'lib/services/finding/try-and-take-back.ts': 'makes partitions, as the owner of the tables',
  'lib/services/finding/undo-bulk-change.ts': 'makes partitions, as the owner of the tables',
  'lib/services/mail/sweep-mails.ts': 'lists the organizations; each is looked at bound',
  'lib/services/metrics/flush-measures.ts': 'figures of the whole installation',
  'lib/services/metrics/measure-reports.ts': 'figures of the whole installation',
  'lib/services/organization/delete-organization.ts': 'ends accounts that belong to no other organization',
  'lib/services/organization/remove-organization.ts': 'deletes rows as the owner of the tables, the audit log too',
  'lib/services/organization/sweep-organizations.ts': 'queues lost jobs of all organizations again',
  'lib/services/organization/switch-organization.ts': 'an account changes from one organization to another',
  'lib/services/outbox/sweep-outbox.ts': 'removes old entries of all organizations',
  'lib/services/posture-statement/state-posture.ts': 'lists the organizations; each is spoken of bound',
  'lib/services/repository/change-repository.ts': 'makes partitions, as the owner of the tables',
  'lib/services/repository/retire-stream.ts': 'makes partitions, as the owner of the tables',
  'lib/services/repository/sweep-repositories.ts': 'queues lost jobs of all organizations again',
  'lib/services/retention/note-sweep.ts': 'jobs of the whole installation',
  'lib/services/retention/sweep-audit.ts': 'removes entries as the owner of the tables: nobody else may',
  'lib/services/retention/sweep-privileges.ts': 'lists the organizations; each is swept bound',
  'lib/services/retention/sweep-records.ts': 'sessions and failed sign-ins belong to no organization; old mails of all',
  'lib/services/retention/sweep-reports.ts': 'lists the organizations; each is swept bound',
  'lib/services/rollup/queue-roll-up.ts': 'one job for all organizations',
  'lib/services/rollup/report-unknown-words.ts': 'looks for words of a later version, wherever they are',
  'lib/services/rollup/roll-up.ts': 'lists the organizations, and makes partitions; each is scored bound',
  'lib/services/second-factor/confirm-second-factor.ts': 'second factors belong to an account, not to an organization',
  'lib/services/second-factor/renew-recovery-codes.ts': 'second factors belong to an account, not to an organization',
  'lib/services/second-factor/require-code.ts': 'second factors belong to an account, not to an organization',
  'lib/services/second-factor/reset-second-factor.ts': 'second factors belong to an account, not to an organization',
  'lib/services/second-factor/start-second-factor.ts': 'second factors belong to an account, not to an organization',
  'lib/services/second-factor/turn-off-second-factor.ts': 'second factors belong to an account, not to an organization',
  'lib/services/setup/issue-password-link.ts': 'an account belongs to no organization',
  'lib/services/sign-in/accept-invite-by-identity.ts': 'finds out who signs in; spends one-time codes',
  'lib/services/sign-in/get-own-sign-in.ts': 'identities belong to an account, not to an organization',
  'lib/services/sign-in/link-identity.ts': 'identities belong to an account, not to an organization',
  'lib/services/sign-in/sign-in-by-identity.ts': 'finds out who signs in',
  'lib/services/sign-in/take-provider-attempt.ts': 'before anybody is signed in',
  'lib/services/sign-in/unlink-identity.ts': 'identities belong to an account, not to an organization',
  'lib/services/signing/list-keys.ts': 'the keys are of the installation',
  'lib/services/signing/rotate-key.ts': 'the keys are of the installation',
  'lib/services/signing/sign.ts': 'the keys are of the installation',
  'lib/services/sink/queue-sinks.ts': 'lists the organizations that send; orders are made bound',
  'lib/services/statement/adopt-statements.ts': 'makes partitions, as the owner of the tables',
  'lib/services/statement/follow-statements.ts': 'makes partitions, as the owner of the tables',
  'lib/services/tracker/queue-issues.ts': 'lists the organizations; orders are made bound',
  'lib/services/upload/process.ts': 'makes partitions, as the owner of the tables',
  'lib/services/upload/recount-stored.ts': 'lists the organizations; each is counted bound',
  'lib/services/upload/refuse-early.ts': 'counts the jobs that wait in the whole installation',
  'lib/services/upload/sweep.ts': 'queues lost jobs of all organizations again; removes bytes that none refers to',
  'lib/services/upload/wait.ts': 'listens for notifications, which carry no rows',
  'lib/services/user/change-password.ts': 'counts failed sign-ins, in a table without organizations',
  'lib/services/user/confirm-email.ts': 'an account is of no organization',
  'lib/services/user/email-decided-by.ts': 'whether several organizations know the account',
  'lib/services/user/end-other-sessions.ts': 'sessions belong to an account, not to an organization',
  'lib/services/user/end-own-session.ts': 'sessions belong to an account, not to an organization',
  'lib/services/user/remove-user.ts': 'removes the account too when this was its last organization',
  'lib/services/watch/tell-watchers.ts': 'lists the organizations; each person is told bound',
  'lib/services/worker-life.ts': 'signs of life of workers',
  'lib/system.ts': 'declares and binds it',
  'lib/views/access/get-me.ts': 'lists the other organizations of the same account',
  'lib/views/access/get-sessions.ts': 'sessions belong to an account, not to an organization',
  'lib/views/retention/get-retention.ts': 'when jobs of the whole installation last ran',
  'lib/views/upload/get-ingest.ts': 'when a worker was last seen, whoever it worked for',
  'lib/web/authenticate.ts': 'finds out who asks',
  'lib/web/hec-route.ts': 'before it is known who asks',
  'lib/web/next-auth-options.ts': 'finds out who signs in',
  'lib/web/page-context.ts': 'looks whether anybody can sign in',
  'lib/web/post-password.ts': 'starts a session, which belongs to an account',
  'lib/web/post-second-step.ts': 'finds out who signs in',
  'lib/web/post-setup.ts': 'before there is an organization; spends one-time codes',
  'lib/web/post-sign-out.ts': 'ends a session whose organization the cookie does not name',
};

/** Where the connections of a process are opened; all others get theirs from a System. */
const CONNECT: Readonly<Record<string, string>> = {
  'lib/services/backup/restore-backup.ts': 'writes the rows of all organizations',
  'lib/services/backup/write-backup.ts': 'reads the rows of all organizations, in transactions of its own',
  'lib/services/worker-life.ts': 'holds an advisory lock for as long as the worker lives',
  'lib/system.ts': 'opens the connections of a process',
  'lib/web/server.ts': 'reads figures of the whole installation for its metrics',
};

const FILES = globSync(['lib/**/*.ts', 'app/**/*.{ts,tsx}'], { cwd: ROOT }).filter(
  (file) => !/\.test\.tsx?$|(?:^|\/)testing\.ts$/.test(file),
);

const using = (pattern: RegExp): string[] =>
  FILES.filter((file) => pattern.test(readFileSync(join(ROOT, file), 'utf8'))).sort();

describe('connections that see all organizations', () => {
  it('are used by the files of this list only, each for a reason', () => {
    expect(using(/\bsystem(?:Read)?Sql\b/)).toEqual(Object.keys(USERS));
  });

  it('are opened by those of this list only', () => {
    expect(using(/#db\/client\.ts'/).filter((file) => /\bconnect\b[^;]*#db\/client/.test(importsOf(file)))).toEqual(
      Object.keys(CONNECT),
    );
  });
});

const importsOf = (file: string): string =>
  (readFileSync(join(ROOT, file), 'utf8').match(/^import [^;]*;/gm) ?? []).join('\n');
