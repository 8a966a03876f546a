import { ACCESS, RUNNING } from './operations/access.ts';
import { ACCESS_REVIEWS } from './operations/access-reviews.ts';
import { ALERTS } from './operations/alerts.ts';
import { COVERAGE } from './operations/coverage.ts';
import { EVENTS } from './operations/events.ts';
import { EXCEPTION_RULES } from './operations/exception-rules.ts';
import { EXCEPTIONS } from './operations/exceptions.ts';
import { EXPORTS } from './operations/exports.ts';
import { FEEDS } from './operations/feeds.ts';
import { FINDING_PEOPLE } from './operations/finding-people.ts';
import { FRAMEWORKS } from './operations/frameworks.ts';
import { INVENTORIES } from './operations/inventories.ts';
import { LEDGER } from './operations/ledger.ts';
import { MAIL } from './operations/mail.ts';
import type { Operation } from './operations/operation.ts';
import { PIPELINES } from './operations/pipelines.ts';
import { POLICY } from './operations/policy.ts';
import { POSTURE_STATEMENTS } from './operations/posture-statements.ts';
import { PRIVILEGE_LISTS } from './operations/privilege-lists.ts';
import { PRIVILEGES } from './operations/privileges.ts';
import { FINDINGS, POSTURE, REPOSITORIES } from './operations/reading.ts';
import { REPORT_SCHEDULES } from './operations/report-schedules.ts';
import { SAVED_VIEWS } from './operations/saved-views.ts';
import { SETTINGS } from './operations/settings.ts';
import { SIGN_IN } from './operations/sign-in.ts';
import { STATEMENTS } from './operations/statements.ts';
import { TEAMS } from './operations/teams.ts';
import { TRACKERS } from './operations/trackers.ts';
import { TRENDS } from './operations/trends.ts';
import { UPLOADS } from './operations/uploads.ts';
import { WEBHOOKS } from './operations/webhooks.ts';

/** Every operation of the API. A test compares it with the routes that exist. */
export const OPERATIONS: readonly Operation[] = [
  ...UPLOADS,
  ...INVENTORIES,
  ...EVENTS,
  ...POSTURE,
  ...LEDGER,
  ...POSTURE_STATEMENTS,
  ...COVERAGE,
  ...TRENDS,
  ...FRAMEWORKS,
  ...PIPELINES,
  ...FINDINGS,
  ...EXCEPTIONS,
  ...EXCEPTION_RULES,
  ...EXPORTS,
  ...STATEMENTS,
  ...PRIVILEGE_LISTS,
  ...PRIVILEGES,
  ...ACCESS_REVIEWS,
  ...REPORT_SCHEDULES,
  ...SAVED_VIEWS,
  ...FINDING_PEOPLE,
  ...REPOSITORIES,
  ...POLICY,
  ...ACCESS,
  ...TEAMS,
  ...WEBHOOKS,
  ...TRACKERS,
  ...FEEDS,
  ...ALERTS,
  ...SIGN_IN,
  ...MAIL,
  ...SETTINGS,
  ...RUNNING,
];
