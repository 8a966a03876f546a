import type { Context } from '#lib/context.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { type ActionChangeInput, actionChange } from '#lib/contracts/action-work.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { actAs, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { addMember } from '../user/testing.ts';
import { changeAction } from './change-action.ts';

export type ActionWorld = Awaited<ReturnType<typeof openActionWorld>>;

/** People who work on fixes, and reports that agree or disagree, each a minute after whatever was before. */
export async function openActionWorld() {
  const harness = await startHarness(undefined, { readers: inProcessReader });
  let people = 0;
  const person = async (role: Role = 'developer'): Promise<Context & { userId: number }> => {
    people += 1;
    const name = `Person ${people}`;
    const input = { email: `p${people}@example.com`, name, role, passwordHash: null, now: harness.clock.now };
    const { id } = await addMember(harness.systemSql, harness.ctx, input);
    const { orgId } = harness.ctx;
    const ctx = await actAs(harness, { kind: 'user', orgId, role, teamsOf: role === 'developer' ? id : null });
    return { ...ctx, userId: id, credential: { kind: 'session', name, tokenId: null } };
  };

  let runs = 0;
  /** A report of a run that starts now, a minute after whatever was before. */
  const report = async (bytes: string, params: Record<string, unknown> = {}) => {
    tick(harness, 1);
    const started_at = harness.clock.now.toISOString();
    runs += 1;
    return harness.deliver({ started_at, commit: runs.toString(16).padStart(40, '0'), ...params }, bytes);
  };

  const idOf = async (rule: string, repo = 'acme/web'): Promise<string> => {
    const { items } = await getActions(harness.ctx, actionListParams.parse({ repo, limit: 200 }));
    const found = items.find(
      (item) => item.kind === 'code' && (item.title.includes(`Rule ${rule}`) || item.rule === rule),
    );
    if (!found) throw new Error(`no action for ${rule} among ${items.map(({ title }) => title)}`);
    return found.id;
  };

  const change = (ctx: Context, id: string, body: ActionChangeInput) => {
    tick(harness, 1);
    return changeAction(ctx, id, actionChange.parse(body));
  };
  return { harness, person, report, idOf, change };
}
