import type { Exception } from '#db/queries/exceptions-write.ts';
import type { ExceptionActor } from '#lib/contracts/exception.ts';

type Kind = Exception['requesterKind'];

/** Somebody who asked, decided or ended, as answers name them. */
export function actorOf(kind: Kind, name: string, person: number | null): ExceptionActor {
  switch (kind) {
    case 'session':
      return { name, kind: 'person', person };
    case 'demo':
      return { name, kind: 'demo', person };
    case 'upload_token':
    case 'api_token':
      return { name, kind: 'token', person };
    case 'source':
      return { name, kind: 'source', person };
  }
}

/** The same where there may be nobody. */
export const someActor = (kind: Kind | null, name: string | null, person: number | null): ExceptionActor | null =>
  kind === null || name === null ? null : actorOf(kind, name, person);
