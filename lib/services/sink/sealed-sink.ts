import type { SinkRow } from '#db/queries/sinks.ts';
import type { SinkSecret } from '#lib/domain/sink/sink.ts';
import type { System } from '#lib/system.ts';
import { open, seal } from '../seal.ts';

type Keyed = Pick<System, 'sinkKey'>;

const addressOf = (orgId: number): string => `sink address ${orgId}`;
const secretsOf = (orgId: number): string => `sink secrets ${orgId}`;

export const sealAddress = (system: Keyed, orgId: number, url: string): Buffer =>
  seal(system.sinkKey(), addressOf(orgId), Buffer.from(url));

export const sealSecrets = (system: Keyed, orgId: number, secrets: readonly SinkSecret[]): Buffer =>
  seal(system.sinkKey(), secretsOf(orgId), Buffer.from(JSON.stringify(secrets)));

export function openAddress(system: Keyed, { orgId, address }: Pick<SinkRow, 'orgId' | 'address'>): string {
  return open(system.sinkKey(), addressOf(orgId), address).toString();
}

/** Secrets that sign at `now`, the current one first. */
export function openSecrets(
  system: Keyed,
  { orgId, secrets }: Pick<SinkRow, 'orgId' | 'secrets'>,
  now: Date,
): SinkSecret[] {
  if (secrets === null) return [];
  const all: SinkSecret[] = JSON.parse(open(system.sinkKey(), secretsOf(orgId), secrets).toString());
  return all.filter(({ endsAt }) => endsAt === null || new Date(endsAt) > now);
}
