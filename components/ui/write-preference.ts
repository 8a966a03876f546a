const YEAR = 365 * 24 * 60 * 60;

/** Keeps a preference; the cookie grants nothing. Browser only. */
export function writePreference(name: string, value: string): void {
  // Not the Cookie Store API: it needs https, and an installation may be on plain http inside a company.
  Reflect.set(document, 'cookie', `${name}=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax`);
}
