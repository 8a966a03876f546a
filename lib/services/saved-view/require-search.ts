import { VIEW_PARAMS } from '#lib/contracts/saved-view.ts';
import type { ViewScreen } from '#lib/domain/saved-view/saved-view.ts';
import { Fault } from '#lib/errors.ts';

/**
 * Parameters of a screen's address in one order, as the screen itself writes them.
 * @throws Fault invalid_input naming each parameter that the screen does not have, or whose value means nothing
 */
export function requireSearch(screen: ViewScreen, text: string): string {
  const given = new URLSearchParams(text);
  const names = [...new Set(given.keys())].sort();
  const pairs = names.map((name) => [name, given.getAll(name).join(',')] as const).filter(([, value]) => value !== '');
  const read = VIEW_PARAMS[screen].safeParse(Object.fromEntries(pairs));
  if (read.success) return new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  const fields = read.error.issues.map(({ path, message, ...issue }) => {
    const unknown = 'keys' in issue && Array.isArray(issue.keys) ? issue.keys.join(', ') : null;
    const where = unknown ?? path.join('.');
    return { path: `search.${where}`, message: unknown === null ? message : 'is no parameter of this screen' };
  });
  const first = fields[0];
  throw new Fault('invalid_input', first ? `${first.path}: ${first.message}.` : 'search: is not valid.', { fields });
}
