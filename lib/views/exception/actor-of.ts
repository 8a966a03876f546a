import type { Exception } from '#db/queries/exceptions-write.ts';
import type { ExceptionActor } from '#lib/contracts/exception.ts';
import { actsAs } from '#lib/domain/access/credential.ts';

type Kind = Exception['requesterKind'];

/** Somebody who asked, decided or ended, as answers name them. */
export function actorOf(kind: Kind, name: string, person: number | null): ExceptionActor {
  return { name, kind: kind === 'source' ? kind : actsAs(kind), person };
}

/** The same where there may be nobody. */
export const someActor = (kind: Kind | null, name: string | null, person: number | null): ExceptionActor | null =>
  kind === null || name === null ? null : actorOf(kind, name, person);
