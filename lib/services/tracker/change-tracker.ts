import { wakeIssues } from '#db/queries/action-issues.ts';
import { lockOrganization } from '#db/queries/organizations.ts';
import { updateTracker } from '#db/queries/trackers.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { TrackerChange } from '#lib/contracts/tracker.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireSettings } from './require-settings.ts';
import { requireTracker, trackerTarget } from './require-tracker.ts';
import { sealToken } from './sealed-token.ts';

/**
 * Changes a tracker; what is left out stays. Issues that were out of reach are looked at again.
 * @throws Fault forbidden; not_found; invalid_input, also for another address without the token; conflict
 */
export async function changeTracker(ctx: Context, trackerId: number, change: TrackerChange): Promise<void> {
  permit(ctx, 'sink:write', 'organization');
  const { orgId } = ctx;
  await inTransaction(ctx.sql, async (tx) => {
    // Before the tracker, as in createTracker: two changes of names wait for one another.
    await lockOrganization(tx, orgId);
    const before = await requireTracker(tx, { orgId, trackerId });
    const { kind } = before;
    const name = change.name ?? before.name;
    const account = kind === 'jira_cloud' && change.account !== undefined ? change.account : before.account;
    const projects = change.projects ?? before.projects;
    const address = requireSettings(ctx, { kind, address: change.address ?? before.address, account, projects });
    if (address !== before.address && change.token === undefined) {
      const message = 'must be given again: it is not sent to another address unasked';
      throw new Fault('invalid_input', `token: ${message}.`, { fields: [{ path: 'token', message }] });
    }
    const row = {
      ...{ name, address, account, projects },
      token: change.token === undefined ? before.token : sealToken(ctx, orgId, address, change.token),
      labels: change.labels ?? before.labels,
      issueType: change.issue_type ?? before.issueType,
      closes: change.closes ?? before.closes,
    };
    if (!(await updateTracker(tx, { orgId, trackerId }, row))) {
      throw new Fault('conflict', `There is a tracker named "${name}". Choose another name.`);
    }
    await wakeIssues(tx, { orgId, trackerId }, ctx.now());
    const detail = { changed: Object.keys(change), address };
    await writeAudit(tx, auditSource(ctx), {
      verb: 'tracker.changed',
      target: trackerTarget({ id: trackerId, name }),
      detail,
    });
  });
}
