import type { FeedSource } from '#db/queries/feed-sources.ts';
import type { System } from '#lib/system.ts';
import { open, seal } from '../seal.ts';

type Keyed = Pick<System, 'sinkKey'>;

const purposeOf = (orgId: number, kind: string): string => `feed address ${orgId} ${kind}`;

/** The address of a feed, encrypted: that of a mirror may hold a key. */
export const sealSource = (system: Keyed, orgId: number, kind: string, url: string): Buffer =>
  seal(system.sinkKey(), purposeOf(orgId, kind), Buffer.from(url));

export const openSource = (system: Keyed, { orgId, kind, address }: Pick<FeedSource, 'orgId' | 'kind' | 'address'>) =>
  open(system.sinkKey(), purposeOf(orgId, kind), address).toString();
