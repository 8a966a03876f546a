import type { ActedBy } from '#db/queries/exceptions-write.ts';
import type { Context } from '#lib/context.ts';
import { can } from '#lib/domain/access/access.ts';
import type { Decider } from '#lib/domain/decision/judge-decision.ts';

type Caller = Pick<Context, 'orgId' | 'userId' | 'credential' | 'principal' | 'now'>;

/** The person who asks or decides, also behind an API token: a second pair of eyes is another person, not another token. */
const personOf = ({ userId, credential }: Caller): number | null => userId ?? credential.madeBy ?? null;

/** The caller, as the rules about decisions see it. @param repoFullName null: what is decided is about the organization */
export function deciderOf(caller: Caller, repoFullName: string | null): Decider {
  const target = { orgId: caller.orgId, ...(repoFullName === null ? {} : { repoFullName }) };
  const mayDecide = can(caller.principal, 'exception:decide', target);
  return { personId: personOf(caller), mayDecide };
}

/** The caller, as exceptions record it. */
export function actedBy(caller: Caller): ActedBy {
  const { kind, name } = caller.credential;
  return { at: caller.now(), personId: personOf(caller), kind, name };
}
