import type { Context } from '#lib/context.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import type { BoundSystem } from '#lib/system.ts';

/** The loader of the demo, at the time that `clock` says. */
export function demoContext(system: BoundSystem, orgId: number, clock: { now: Date }): Context {
  return {
    ...system,
    readers: inProcessReader,
    now: () => clock.now,
    orgId,
    principal: { kind: 'api_token', orgId, role: 'admin' },
    readScope: wholeOrganization(orgId),
    userId: null,
    credential: { kind: 'demo', name: 'demo', tokenId: null },
    source: null,
  };
}

/** The same, as a developer, who asks and does not decide. */
export const developerOf = (ctx: Context): Context => ({
  ...ctx,
  principal: { kind: 'api_token', orgId: ctx.orgId, role: 'developer' },
});
