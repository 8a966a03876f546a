import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';

/** What a person chooses on the screens of privileges; it stands in the address. */
export interface PrivilegeFilters {
  q: string;
  kind: string;
  system: string | null;
  /** The lowest level; empty: any. */
  level: string;
  /** Days without use, or `untold`: the system does not say; empty: any. */
  unused: string;
  via: string;
  /** Of changes: the last days; null with `from`. */
  days: number;
  admin: boolean;
  way: string;
  /** Numbers of snapshots of the chosen system. */
  from: string;
  to: string;
  production: boolean;
  expiry: string;
  age: string;
}

export const PERIODS = [7, 30, 90, 365] as const;

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readPrivilegeFilters(get: (name: string) => string | null): PrivilegeFilters {
  const q = (get('q') ?? '').trim();
  const isPlain = ![...q].some((char) => char < ' ' || char === '\u007f');
  const oneOf = (name: string, pattern: RegExp): string => (pattern.test(get(name) ?? '') ? (get(name) ?? '') : '');
  const system = oneOf('system', /^[\w.-]+(?:\/[\w.-]+)+$/);
  return {
    q: q.length <= 200 && isPlain ? q : '',
    kind: oneOf('kind', /^[a-z_]{1,30}$/),
    system: system === '' ? null : system,
    level: oneOf('level', /^[1-5]$/),
    unused: oneOf('unused', /^(?:[1-9]\d{0,3}|untold)$/),
    via: oneOf('via', /^[a-z_]{1,30}$/),
    days: PERIODS.find((one) => String(one) === get('days')) ?? 7,
    admin: get('admin') === 'true',
    way: oneOf('way', /^(?:gained|lost|changed)$/),
    from: oneOf('from', /^\d{1,9}$/),
    to: oneOf('to', /^[1-9]\d{0,8}$/),
    production: get('production') === 'true',
    expiry: oneOf('expiry', /^(?:never|soon)$/),
    age: oneOf('age', /^(?:overdue|within|untold)$/),
  };
}

/** One repository or one system: rights on it, ways that end in it. */
export type RightsPlace = { repo: string; system?: never } | { system: string; repo?: never };

export const rightsPlaceOf = (name: string, kind: RepositoryKind): RightsPlace =>
  kind === 'system' ? { system: name } : { repo: name };

/** The parameters of a list without those of paging; what is empty is left out. */
export type PrivilegeParams = Readonly<Record<string, string>>;

/** Those that are chosen, as parameters of the API. */
export function given(values: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value]])),
  );
}

const daysOf = (unused: string): string => (unused === 'untold' ? '' : unused);

export const principalParams = ({ q, kind, system, level, unused }: PrivilegeFilters): PrivilegeParams =>
  given({ q, kind, system, level_min: level, unused_days: daysOf(unused) });

export const grantParams = ({ system, level, via, unused }: PrivilegeFilters): PrivilegeParams =>
  given({
    ...{ system, level_min: level, via, unused_days: daysOf(unused) },
    use_told: unused === 'untold' ? 'false' : null,
  });

export const credentialParams = ({ q, kind, system, unused, expiry, age }: PrivilegeFilters): PrivilegeParams =>
  given({ q, kind, system, age, unused_days: daysOf(unused), never_expires: expiry === 'never' ? 'true' : null });

export const environmentParams = ({ q, kind, system, production }: PrivilegeFilters): PrivilegeParams =>
  given({ q, kind: kind === '' ? 'environment' : kind, system, production: production ? 'true' : null });

/** Between two snapshots where both can be: they are numbers of one system. */
export const changeParams = ({ system, admin, way, from, to }: PrivilegeFilters): PrivilegeParams =>
  given({
    ...{ system, way, admin: admin ? 'true' : null },
    ...(system === null ? {} : { from, to: from === '' ? '' : to }),
  });

export const changeDays = ({ system, from, days }: PrivilegeFilters): number | null =>
  system !== null && from !== '' ? null : days;

/** Those of the list on screen: what follows from a change stands behind it, but not between two snapshots. */
export const shownChangeParams = (filters: PrivilegeFilters): PrivilegeParams =>
  changeDays(filters) === null ? changeParams(filters) : { ...changeParams(filters), grouped: 'true' };
