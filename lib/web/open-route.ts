import { problemResponse } from './problem.ts';
import { getRuntime, type Runtime } from './runtime.ts';
import { refuseOtherSites } from './same-origin.ts';

/** A route handler that needs no credential and answers every error as problem+json. */
export function openRoute(handler: (runtime: Runtime, request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    try {
      const runtime = getRuntime();
      if (request.method !== 'GET') refuseOtherSites(request, runtime.env.PUBLIC_URL);
      return await handler(runtime, request);
    } catch (error) {
      return problemResponse(error);
    }
  };
}
