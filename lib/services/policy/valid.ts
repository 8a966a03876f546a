import type { Parsed } from '#lib/domain/policy/parse-policy.ts';
import { Fault } from '#lib/errors.ts';

/** The policy that was read. @throws Fault invalid_input naming line and column of each mistake */
export function valid<T>(parsed: Parsed<T>): T {
  if ('policy' in parsed) return parsed.policy;
  const fields = parsed.problems.map(({ line, column, path, message }) => ({
    path: `line ${line}, column ${column}${path === '' ? '' : ` (${path})`}`,
    message,
  }));
  const [first] = fields;
  throw new Fault('invalid_input', `The policy has mistakes. ${first?.path}: ${first?.message}`, { fields });
}
