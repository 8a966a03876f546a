import { Fault } from '#lib/errors.ts';
import { problemResponse } from './problem.ts';

/** Answers addresses under `/api` that no route has: programs expect a problem, not a page. */
export function refuseUnknown(): Response {
  return problemResponse(
    new Fault('not_found', 'There is nothing at this address. All addresses of the API are listed on /docs/api.'),
  );
}
