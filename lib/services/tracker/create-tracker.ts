import { lockOrganization } from '#db/queries/organizations.ts';
import { insertTracker, listTrackers } from '#db/queries/trackers.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { CreateTrackerInput } from '#lib/contracts/tracker.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireSettings } from './require-settings.ts';
import { trackerTarget } from './require-tracker.ts';
import { sealToken } from './sealed-token.ts';

/** More would be a mistake of a script. */
const MOST_TRACKERS = 20;

/** Makes a tracker, in which issues of actions can be made. @throws Fault forbidden; invalid_input; conflict when there is one of this name */
export async function createTracker(ctx: Context, input: CreateTrackerInput): Promise<number> {
  permit(ctx, 'sink:write', 'organization');
  const { orgId } = ctx;
  const { kind, name, projects, labels, closes } = input;
  const account = kind === 'jira_cloud' ? input.account : null;
  const address = requireSettings(ctx, { kind, address: input.address, account, projects });
  const row = {
    ...{ kind, name, address, account, projects, labels, closes, issueType: input.issue_type },
    ...{ token: sealToken(ctx, orgId, address, input.token), createdAt: ctx.now() },
  };
  return inTransaction(ctx.sql, async (tx) => {
    await lockOrganization(tx, orgId);
    if ((await listTrackers(tx, { orgId })).length >= MOST_TRACKERS) {
      throw new Fault('conflict', `There are ${MOST_TRACKERS} trackers, which is the most. Remove one first.`);
    }
    const id = await insertTracker(tx, { orgId }, row);
    if (id === null) throw new Fault('conflict', `There is a tracker named "${name}". Choose another name.`);
    const detail = { kind, address };
    await writeAudit(tx, auditSource(ctx), { verb: 'tracker.created', target: trackerTarget({ id, name }), detail });
    return id;
  });
}
