import type { System } from '#lib/system.ts';
import { problemResponse } from './problem.ts';
import { refuseOtherSites } from './same-origin.ts';
import { getSystem } from './system.ts';

/** A route handler that needs no credential and answers every error as problem+json. */
export function openRoute(handler: (system: System, request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    try {
      const system = getSystem();
      if (request.method !== 'GET') refuseOtherSites(request, system.env.PUBLIC_URL);
      return await handler(system, request);
    } catch (error) {
      return problemResponse(error);
    }
  };
}
