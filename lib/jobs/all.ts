import { alertPeopleJob } from './alert-people.ts';
import { anchorAuditJob } from './anchor-audit.ts';
import { deliverEventsJob } from './deliver-events.ts';
import { fetchFeedJob } from './fetch-feed.ts';
import { fetchFeedsJob } from './fetch-feeds.ts';
import { findDriftJob } from './find-drift.ts';
import { findPathsJob } from './find-paths.ts';
import { followExploitationJob } from './follow-exploitation.ts';
import { followFeedJob } from './follow-feed.ts';
import { followStatementsJob } from './follow-statements.ts';
import { gatherEventsJob } from './gather-events.ts';
import { joinFindingsJob } from './join-findings.ts';
import { judgeInventoriesJob } from './judge-inventories.ts';
import { learnEffortJob } from './learn-effort.ts';
import { learnEffortsJob } from './learn-efforts.ts';
import { loadDemoJob } from './load-demo.ts';
import { loadFeedJob } from './load-feed.ts';
import { processUploadJob } from './process-upload.ts';
import { queueIssuesJob } from './queue-issues.ts';
import { queueSinksJob } from './queue-sinks.ts';
import { recountDueJob } from './recount-due.ts';
import { removeDemoJob } from './remove-demo.ts';
import { removeOrganizationJob } from './remove-organization.ts';
import { removeRepositoryJob } from './remove-repository.ts';
import { rollUpJob } from './roll-up.ts';
import { sendDigestsJob } from './send-digests.ts';
import { sendMailsJob } from './send-mails.ts';
import { settleRuleJob } from './settle-rule.ts';
import { statePostureJob } from './state-posture.ts';
import { sweepAuditJob } from './sweep-audit.ts';
import { sweepBlobsJob } from './sweep-blobs.ts';
import { sweepExceptionsJob } from './sweep-exceptions.ts';
import { sweepMailsJob } from './sweep-mails.ts';
import { sweepOutboxJob } from './sweep-outbox.ts';
import { sweepPrivilegesJob } from './sweep-privileges.ts';
import { sweepRecordsJob } from './sweep-records.ts';
import { sweepReportsJob } from './sweep-reports.ts';
import { sweepRepositoriesJob } from './sweep-repositories.ts';
import { sweepReviewsJob } from './sweep-reviews.ts';
import { sweepUploadsJob } from './sweep-uploads.ts';
import { tellWatchersJob } from './tell-watchers.ts';
import { verifyReviewsJob } from './verify-reviews.ts';
import { workIssuesJob } from './work-issues.ts';

/** Every job that the worker knows. Scheduled ones are idempotent: a missed or doubled run changes nothing. */
export const JOBS = {
  alertPeople: alertPeopleJob,
  anchorAudit: anchorAuditJob,
  deliverEvents: deliverEventsJob,
  fetchFeed: fetchFeedJob,
  fetchFeeds: fetchFeedsJob,
  findDrift: findDriftJob,
  findPaths: findPathsJob,
  followExploitation: followExploitationJob,
  followFeed: followFeedJob,
  followStatements: followStatementsJob,
  gatherEvents: gatherEventsJob,
  joinFindings: joinFindingsJob,
  judgeInventories: judgeInventoriesJob,
  learnEffort: learnEffortJob,
  learnEfforts: learnEffortsJob,
  loadDemo: loadDemoJob,
  loadFeed: loadFeedJob,
  processUpload: processUploadJob,
  queueIssues: queueIssuesJob,
  queueSinks: queueSinksJob,
  recountDue: recountDueJob,
  removeDemo: removeDemoJob,
  removeOrganization: removeOrganizationJob,
  removeRepository: removeRepositoryJob,
  rollUp: rollUpJob,
  sendDigests: sendDigestsJob,
  sendMails: sendMailsJob,
  settleRule: settleRuleJob,
  statePosture: statePostureJob,
  sweepAudit: sweepAuditJob,
  sweepBlobs: sweepBlobsJob,
  sweepExceptions: sweepExceptionsJob,
  sweepMails: sweepMailsJob,
  sweepOutbox: sweepOutboxJob,
  sweepPrivileges: sweepPrivilegesJob,
  sweepRecords: sweepRecordsJob,
  sweepReports: sweepReportsJob,
  sweepRepositories: sweepRepositoriesJob,
  sweepReviews: sweepReviewsJob,
  sweepUploads: sweepUploadsJob,
  tellWatchers: tellWatchersJob,
  verifyReviews: verifyReviewsJob,
  workIssues: workIssuesJob,
};
