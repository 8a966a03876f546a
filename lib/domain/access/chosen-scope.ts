export const SCOPE_KINDS = ['team', 'label', 'repository'] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** A part of the organization that somebody chose to look at. `name`: slug of a team, a label, `owner/name`. */
export interface ChosenScope {
  kind: ScopeKind;
  name: string;
  /** One repository as its own page shows it: also where it is archived, or else in no figure. */
  named?: true;
}

const PREFIX: Record<ScopeKind, string> = { team: 'team', label: 'label', repository: 'repo' };

const NAMED = 'one';

/** Characters of the longest scope: a prefix and the longest name of a repository. */
export const MAX_SCOPE = 300;

/** As it stands in addresses: `team:payments`, `label:internet-facing`, `repo:acme/web`, `one:acme/web`. */
export function formatScope({ kind, name, named }: ChosenScope): string {
  return `${named ? NAMED : PREFIX[kind]}:${name}`;
}

const isControl = (char: string): boolean => char < ' ' || char === '\u007f';

/** Reads what `formatScope` writes; null for every other text. Whether there is such a thing is not known here. */
export function parseScope(text: string): ChosenScope | null {
  const cut = text.indexOf(':');
  const named = text.slice(0, cut) === NAMED;
  const kind = named ? 'repository' : SCOPE_KINDS.find((one) => PREFIX[one] === text.slice(0, cut));
  const name = text.slice(cut + 1);
  if (kind === undefined || name === '' || text.length > MAX_SCOPE || [...name].some(isControl)) return null;
  return named ? { kind, name, named } : { kind, name };
}
