import { Fault } from '#lib/errors.ts';
import type { ApiRoute } from './api-routes.ts';
import { isApi } from './is-api.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Next adds HEAD to what answers GET, and answers OPTIONS itself. */
function allowedBy(route: ApiRoute): string[] {
  const { methods } = route;
  return METHODS.filter(
    (method) => methods.includes(method) || method === 'OPTIONS' || (method === 'HEAD' && methods.includes('GET')),
  );
}

/** Pages and files are only read: everything that changes is done by the API, whose unknown addresses answer 404 to all. */
function methodsAt(path: string, routes: readonly ApiRoute[]): string[] {
  const route = routes.find(({ pattern }) => pattern.test(path));
  if (route) return allowedBy(route);
  return isApi(path) ? METHODS : ['GET', 'HEAD'];
}

/** The fault of a request that no route could answer (method, malformed path); null for every other request. */
export function refuseRequest(method: string, path: string, routes: readonly ApiRoute[]): Fault | null {
  const allow = methodsAt(path, routes);
  if (!allow.includes(method)) {
    const sentence = `${method} is not answered here. These are: ${allow.join(', ')}.`;
    return new Fault('method_not_allowed', sentence, { allow });
  }
  if (!path.startsWith('/')) {
    return new Fault('malformed', 'The address must be a path of this server, such as /api/health.');
  }
  const text = decoded(path);
  if (text === null || text.includes('\0')) {
    return new Fault(
      'malformed',
      'The address cannot be read: a % in it must be followed by two digits of UTF-8 text.',
    );
  }
  // Next's image optimizer is not used: refuse its address.
  if (path.startsWith('/_next/image')) return new Fault('not_found', 'There is nothing at this address.');
  return null;
}
