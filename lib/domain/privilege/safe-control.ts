import type { Resource } from './inventory.ts';
import type { InventoryGraph } from './inventory-graph.ts';

export type DualControl = { required: boolean; reason: string } | { required: null; reason: string };

/** Whether somebody else must approve before a password of the safe is taken: by the safe itself, else by its accounts' platforms. */
export function dualControlOf(graph: InventoryGraph, safe: Resource): DualControl {
  const own = graph.control('dual_control', safe.id);
  if (own?.required === true) return { required: true, reason: `${own.approvers ?? 'some'} approvers of the safe` };
  const unread = graph.whyUnread('accounts') ?? graph.whyUnread('platforms');
  if (unread !== null) {
    return own === null
      ? { required: null, reason: unread }
      : { required: false, reason: 'the safe asks for no approver' };
  }
  const accounts = graph.resourcesIn(safe.id).filter(({ kind }) => kind === 'account');
  const asked = accounts.map((account) => graph.control('dual_control', account.id)?.required ?? null);
  const open = accounts.find((_, index) => asked[index] === false);
  if (open !== undefined) {
    return {
      required: false,
      reason: `the platform ${open.tags?.platform ?? ''} of ${open.name} asks for no approval`,
    };
  }
  if (asked.includes(null))
    return { required: null, reason: `It was not told what the platforms of ${safe.name} ask for.` };
  // An empty safe gives nothing to anybody.
  return { required: true, reason: 'the platforms of all its accounts' };
}
