import { EXCEPTIONS_SHOWN, type ExceptionFilters } from '#components/queries/exceptions.ts';
import { DECISIONS } from '#lib/domain/finding/finding.ts';

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readExceptionFilters(get: (name: string) => string | null): ExceptionFilters {
  const repo = get('repo');
  const rule = get('rule');
  return {
    show: EXCEPTIONS_SHOWN.find((one) => one === get('show')) ?? 'in_force',
    kind: DECISIONS.find((one) => one === get('kind')) ?? null,
    repo: repo !== null && /^[\w.-]+(?:\/[\w.-]+)+$/.test(repo) && repo.length <= 255 ? repo : null,
    rule: rule !== null && /^[1-9]\d{0,8}$/.test(rule) ? Number(rule) : null,
  };
}
