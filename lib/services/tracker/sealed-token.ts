import type { TrackerRow } from '#db/queries/trackers.ts';
import type { System } from '#lib/system.ts';
import { open, seal } from '../seal.ts';

type Keyed = Pick<System, 'sinkKey'>;

/** The address is a part of it: a token that is moved to another address is refused, not sent there. */
const purpose = (orgId: number, address: string): string => `tracker token ${orgId} ${address}`;

export const sealToken = (system: Keyed, orgId: number, address: string, token: string): Buffer =>
  seal(system.sinkKey(), purpose(orgId, address), Buffer.from(token));

export function openToken(system: Keyed, { orgId, address, token }: Pick<TrackerRow, 'orgId' | 'address' | 'token'>) {
  return open(system.sinkKey(), purpose(orgId, address), token).toString();
}
