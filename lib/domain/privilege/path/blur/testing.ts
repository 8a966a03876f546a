import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';

/** Lists of targets: what is in them is judged, so the same must be judged with and without a blur. */
const TARGETS = new Set(['secrets', 'runnerGroups', 'cloudRoles', 'environments', 'safes']);
/** Fields that a source always knows. */
const CERTAIN = new Set([
  ...[
    'id',
    'name',
    'kind',
    'level',
    'target',
    'pattern',
    'age',
    'title',
    'parent',
    'base',
    'permissions',
    'everywhere',
    'owner',
  ],
  ...[
    'number',
    'path',
    'calls',
    'by',
    'include',
    'exclude',
    'actor',
    'mode',
    'actors',
    'holder',
    'role',
    'owners',
    'dismissStale',
  ],
  ...[
    'production',
    'membersCreate',
    'organization',
    'repositories',
    'cloud',
    'statements',
    'trust',
    'effect',
    'conditions',
  ],
  ...['holders', 'others', 'rights', 'unreadClouds', 'system', 'takesTokens', 'because'],
]);

/** What is read as a whole or not at all. */
const CLOSED = new Set(['trust', 'properties']);

/** Places of all fields of facts that a source may not know. */
export function blurrable(facts: AccessFacts): string[][] {
  const places: string[][] = [];
  const walk = (value: unknown, place: string[]) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'production') continue;
      const here = [...place, key];
      const isItem = Array.isArray(value);
      const isTarget = TARGETS.has(key) && (place.length === 0 || place.at(-2) === 'repositories');
      const selection = key === 'repositories' && place.length > 0 && typeof inner !== 'object';
      if (!isItem && !isTarget && (!CERTAIN.has(key) || selection) && inner !== null) places.push(here);
      if (!CLOSED.has(key)) walk(inner, here);
    }
  };
  walk(facts, []);
  return places;
}

/** The same facts, with what is there not known. */
export function blur(facts: AccessFacts, place: readonly string[]): AccessFacts {
  const copy = structuredClone(facts);
  let at: unknown = copy;
  for (const key of place.slice(0, -1)) at = isRecord(at) ? at[key] : null;
  const last = place.at(-1);
  if (isRecord(at) && last !== undefined) at[last] = null;
  return copy;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
