import type { TrackerKind } from '#lib/domain/tracker/tracker.ts';
import type { Tracker } from './contract.ts';
import { github } from './github/tracker.ts';
import { gitlab } from './gitlab/tracker.ts';
import { jiraCloud, jiraServer } from './jira/tracker.ts';

/** What each kind of tracker is sent, and what its answers mean. */
export const TRACKERS: Readonly<Record<TrackerKind, Tracker>> = {
  github,
  gitlab,
  jira_cloud: jiraCloud,
  jira_server: jiraServer,
};
