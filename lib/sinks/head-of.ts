import { hashText } from '#lib/domain/identity/hash.ts';

/** Type, id and time of an event: the same however often it is told, and to whomever. */
export function headOf<Type extends string>(entry: { orgId: number; id: number; at: Date }, type: Type) {
  return { type, id: `evt_${hashText(`${entry.orgId} ${entry.id} ${type}`)}`, timestamp: entry.at.toISOString() };
}
