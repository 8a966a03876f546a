import type { z } from 'zod';
import type { Measures } from '#lib/domain/metrics/metrics.ts';
import type { Sweep } from '#lib/domain/retention/records.ts';
import { JOBS } from '#lib/jobs/all.ts';
import type { Job } from '#lib/jobs/job.ts';
import { mailerOf } from '#lib/mail/mailer.ts';
import { verifyReviews } from '#lib/services/access-review/verify-reviews.ts';
import { joinRepository } from '#lib/services/advisory/join-repository.ts';
import { alertPeople } from '#lib/services/alert/alert-people.ts';
import { anchorAudit } from '#lib/services/audit/anchor-audit.ts';
import { findDrift } from '#lib/services/drift/find-drift.ts';
import { learnEffort } from '#lib/services/effort/learn-effort.ts';
import { learnEfforts } from '#lib/services/effort/learn-efforts.ts';
import { gatherEvents } from '#lib/services/events/gather-events.ts';
import { recountDue } from '#lib/services/exception/recount-due.ts';
import { sweepExceptions } from '#lib/services/exception/sweep-exceptions.ts';
import { settleRule } from '#lib/services/exception-rule/settle-rule.ts';
import { fetchFeed } from '#lib/services/feed/fetch-feed.ts';
import { fetchFeeds } from '#lib/services/feed/fetch-feeds.ts';
import { followExploitation } from '#lib/services/feed/follow-exploitation.ts';
import { followFeed } from '#lib/services/feed/follow-feed.ts';
import { loadFeed } from '#lib/services/feed/load-feed.ts';
import { sendMails } from '#lib/services/mail/send-mails.ts';
import { sweepMails } from '#lib/services/mail/sweep-mails.ts';
import { measureImport } from '#lib/services/metrics/measure-import.ts';
import { measureReports } from '#lib/services/metrics/measure-reports.ts';
import { removeOrganization } from '#lib/services/organization/remove-organization.ts';
import { sweepOrganizations } from '#lib/services/organization/sweep-organizations.ts';
import { sweepOutbox } from '#lib/services/outbox/sweep-outbox.ts';
import { findPaths } from '#lib/services/path/find-paths.ts';
import { statePosture } from '#lib/services/posture-statement/state-posture.ts';
import { judgeInventories } from '#lib/services/privilege/judge-inventories.ts';
import { removeRepository } from '#lib/services/repository/remove-repository.ts';
import { sweepRepositories } from '#lib/services/repository/sweep-repositories.ts';
import { noteSweep } from '#lib/services/retention/note-sweep.ts';
import { sweepAudit } from '#lib/services/retention/sweep-audit.ts';
import { sweepPrivileges } from '#lib/services/retention/sweep-privileges.ts';
import { sweepRecords } from '#lib/services/retention/sweep-records.ts';
import { sweepReports } from '#lib/services/retention/sweep-reports.ts';
import { rollUp } from '#lib/services/rollup/roll-up.ts';
import { deliverToSink } from '#lib/services/sink/deliver-to-sink.ts';
import { queueSinks } from '#lib/services/sink/queue-sinks.ts';
import { followStatements } from '#lib/services/statement/follow-statements.ts';
import { queueIssues } from '#lib/services/tracker/queue-issues.ts';
import { workIssues } from '#lib/services/tracker/work-issues.ts';
import { isInterrupted } from '#lib/services/upload/is-interrupted.ts';
import { processUpload } from '#lib/services/upload/process.ts';
import { recountStored } from '#lib/services/upload/recount-stored.ts';
import { sweepBlobs, sweepUploads } from '#lib/services/upload/sweep.ts';
import { tellWatchers } from '#lib/services/watch/tell-watchers.ts';
import { type BoundSystem, bindTo, type System } from '#lib/system.ts';
import { processApart } from './apart/process-apart.ts';
import { putOff, type QueueOfJob } from './put-off.ts';

type Payloads = { [Name in keyof typeof JOBS]: z.output<(typeof JOBS)[Name]['payload']> };
type Work = System & { measures: Measures };
type Verbs = {
  [Name in keyof Payloads]: (system: WorkFor<Payloads[Name]>, payload: Payloads[Name]) => Promise<unknown>;
};
/** A job for one organization sees the rows of this one only. */
type WorkFor<Payload> = Payload extends { orgId: number } ? Work & BoundSystem : Work;

/** Settings, Retention shows when these last ran. */
async function thenNote(system: Work, job: Sweep, sweep: (system: Work) => Promise<void>): Promise<void> {
  await sweep(system);
  await noteSweep(system, job);
}

/** What each job does. A job without a verb does not compile. */
const VERBS: Verbs = {
  alertPeople: (system) => alertPeople(system),
  anchorAudit: (system) => anchorAudit(system),
  deliverEvents: (system, scope) => deliverToSink(system, scope),
  fetchFeed: (system, feed) => fetchFeed(system, feed),
  fetchFeeds: (system) => fetchFeeds(system),
  findDrift: async (system, scope) => {
    await findDrift(system, scope);
  },
  findPaths: (system, scope) => findPaths(system, scope),
  followExploitation: (system, scope) => followExploitation(system, scope),
  followFeed: (system, at) => followFeed(system, at),
  followStatements: (system, scope) => followStatements(system, scope),
  gatherEvents: (system) => gatherEvents(system),
  joinFindings: (system, scope) => joinRepository(system, scope),
  judgeInventories: (system, scope) => judgeInventories(system, scope),
  learnEffort: (system, scope) => learnEffort(system, scope),
  learnEfforts: (system) => learnEfforts(system),
  // The demo brings a year of generated reports; only those who load one need them in memory.
  loadDemo: async (system, payload) => (await import('#lib/demo/load.ts')).loadDemo(system, payload),
  loadFeed: (system, at) => loadFeed(system, at),
  processUpload: (system, { number, ...scope }) =>
    measureImport(system, system.measures, { number, ...scope }, async () => {
      if (await isInterrupted(system, scope, number)) await processApart(system, scope, number);
      else await processUpload(system, scope, number);
    }),
  queueIssues: (system) => queueIssues(system),
  queueSinks: (system) => queueSinks(system),
  recountDue: (system, at) => recountDue(system, at),
  removeDemo: async (system, payload) => (await import('#lib/demo/remove.ts')).removeDemo(system, payload),
  removeOrganization: (system, scope) => removeOrganization(system, scope),
  removeRepository: (system, scope) => removeRepository(system, scope),
  rollUp: (system) => rollUp(system),
  // Drawing mails takes many modules; a worker that has none to draw does without them.
  sendDigests: async (system) => (await import('#lib/services/digest/send-digests.ts')).sendDigests(system),
  sendMails: (system, scope) => sendMails({ ...system, openMailer: () => mailerOf(system.env) }, scope),
  settleRule: (system, at) => settleRule(system, at),
  statePosture: (system) => statePosture(system),
  sweepAudit: (system) => thenNote(system, 'audit', sweepAudit),
  sweepBlobs: async (system) => {
    await sweepBlobs(system);
    await recountStored(system);
    await measureReports(system);
  },
  sweepExceptions: (system) => sweepExceptions(system),
  sweepMails: (system) => sweepMails(system),
  sweepOutbox: (system) => thenNote(system, 'outbox', sweepOutbox),
  sweepPrivileges: (system) => thenNote(system, 'privileges', sweepPrivileges),
  sweepRecords: (system) => thenNote(system, 'records', sweepRecords),
  sweepReports: (system) => thenNote(system, 'reports', sweepReports),
  sweepRepositories: async (system) => {
    await sweepRepositories(system);
    await sweepOrganizations(system);
  },
  sweepReviews: async (system) => (await import('#lib/services/access-review/sweep-reviews.ts')).sweepReviews(system),
  sweepUploads: (system) => sweepUploads(system),
  tellWatchers: (system) => tellWatchers(system),
  verifyReviews: (system, scope) => verifyReviews(system, scope),
  workIssues: (system, scope) => workIssues(system, scope),
};

type Task = (payload: unknown, queue: QueueOfJob) => Promise<void>;

function taskOf<Name extends keyof Payloads>(name: Name, system: Work): [id: string, task: Task] {
  const jobs: { [Each in keyof Payloads]: Job<Payloads[Each]> } = JOBS;
  const job: Job<Payloads[Name]> = jobs[name];
  const run: Task = async (given, queue) => {
    const payload = job.payload.parse(given);
    if (await putOff(system, job, payload, queue)) return;
    await VERBS[name](systemFor(system, payload), payload);
  };
  return [job.id, run];
}

function systemFor<Payload extends object>(system: Work, payload: Payload): WorkFor<Payload>;
function systemFor(system: Work, payload: { orgId?: number }): Work {
  return payload.orgId === undefined ? system : bindTo(system, payload.orgId);
}

/** The queue's list of tasks: the id of each job, and what runs it. */
export function tasksOf(system: Work): Record<string, Task> {
  const names = Object.keys(JOBS) as (keyof typeof JOBS)[];
  return Object.fromEntries(names.map((name) => taskOf(name, system)));
}

/** The queue's timetable, a line for each scheduled job (`scheduled` gives them their queue and key). */
export function crontab(): string {
  return Object.values<Pick<Job, 'id' | 'cron' | 'maxAttempts'>>(JOBS)
    .flatMap(({ id, cron, maxAttempts }) =>
      cron === null ? [] : [`${cron} ${id} ?queue=${id}&jobKey=${id}&max=${maxAttempts}`],
    )
    .join('\n');
}
