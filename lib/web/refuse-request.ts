import { Fault } from '#lib/errors.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** The fault of a request that no route could answer (method, malformed path); null for every other request. */
export function refuseRequest(method: string, path: string): Fault | null {
  if (!METHODS.includes(method)) {
    return new Fault('method_not_allowed', `${method} is not answered here. These are: ${METHODS.join(', ')}.`);
  }
  const text = decoded(path);
  if (text === null || text.includes('\0') || !path.startsWith('/')) {
    return new Fault(
      'malformed',
      'The address cannot be read: a % in it must be followed by two digits of UTF-8 text.',
    );
  }
  // Next's image optimizer is not used: refuse its address.
  if (path.startsWith('/_next/image')) return new Fault('not_found', 'There is nothing at this address.');
  return null;
}
