import { given, type PrivilegeParams } from './filters.ts';

export interface PathFilters {
  system: string | null;
  target: string | null;
  principal: string | null;
  pattern: string | null;
  alone: boolean;
  /** Without those that only owners of the organization go. */
  insiders: boolean;
  certainty: string;
  severity: string;
  closed: boolean;
}

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readPathFilters(get: (name: string) => string | null): PathFilters {
  const text = (name: string, max: number): string | null => {
    const value = get(name) ?? '';
    const isPlain = ![...value].some((char) => char < ' ' || char === '\u007f');
    return value !== '' && value.length <= max && isPlain ? value : null;
  };
  const oneOf = (name: string, values: readonly string[]): string => values.find((value) => value === get(name)) ?? '';
  const shaped = (value: string | null, pattern: RegExp): string | null =>
    value !== null && pattern.test(value) ? value : null;
  return {
    system: shaped(text('system', 200), /^[\w.-]+(?:\/[\w.-]+)+$/),
    target: text('target', 500),
    principal: text('principal', 300),
    pattern: shaped(text('pattern', 3), /^P\d{1,2}$/),
    alone: get('alone') === 'true',
    insiders: get('owners_only') === 'false',
    certainty: oneOf('certainty', ['proven', 'possible']),
    severity: oneOf('severity', ['critical', 'high', 'medium']),
    closed: get('state') === 'closed',
  };
}

export const pathParams = ({ alone, closed, insiders, ...others }: PathFilters): PrivilegeParams =>
  given({
    ...others,
    alone: alone ? 'true' : null,
    owners_only: insiders ? 'false' : null,
    state: closed ? 'closed' : null,
  });
