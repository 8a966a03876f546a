import type { PolicyRule } from './schema.ts';

interface Rules {
  rules: readonly PolicyRule[];
}

/** Ids of the rules that a new version adds, changes and removes. */
export function changedRules(before: Rules, after: Rules): { added: string[]; changed: string[]; removed: string[] } {
  const [old, now] = [byId(before), byId(after)];
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    changed: [...now].filter(([id, text]) => old.has(id) && old.get(id) !== text).map(([id]) => id),
    removed: [...old.keys()].filter((id) => !now.has(id)),
  };
}

const byId = ({ rules }: Rules): Map<string, string> =>
  // With names in one order: the database keeps JSON in an order of its own.
  new Map(rules.map((rule) => [rule.id, JSON.stringify(rule, Object.keys(flat(rule)).sort())]));

/** Every name at any depth, which is what `JSON.stringify` takes. */
function flat(value: object): Record<string, true> {
  const names: Record<string, true> = {};
  for (const [name, inner] of Object.entries(value)) {
    names[name] = true;
    if (typeof inner === 'object' && inner !== null) Object.assign(names, flat(inner));
  }
  return names;
}
