/** What a person chooses on the screens of privileges; it stands in the address. */
export interface PrivilegeFilters {
  q: string;
  kind: string;
  system: string | null;
  /** The lowest level; empty: any. */
  level: string;
  /** Days without use; empty: any. */
  unused: string;
  /** Of changes: the last days; null with `from`. */
  days: number;
  admin: boolean;
  way: string;
  /** Numbers of snapshots of the chosen system. */
  from: string;
  to: string;
  production: boolean;
  expiry: string;
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
    unused: oneOf('unused', /^[1-9]\d{0,3}$/),
    days: PERIODS.find((one) => String(one) === get('days')) ?? 7,
    admin: get('admin') === 'true',
    way: oneOf('way', /^(?:gained|lost|changed)$/),
    from: oneOf('from', /^\d{1,9}$/),
    to: oneOf('to', /^[1-9]\d{0,8}$/),
    production: get('production') === 'true',
    expiry: oneOf('expiry', /^(?:never|soon)$/),
  };
}

/** Those that are chosen, as parameters of the API. */
export function given(values: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value]])),
  );
}
