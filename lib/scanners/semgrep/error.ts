import { asArray, asRecord, asString, oneLine } from '#lib/scanners/shared/text.ts';

/** Kinds of errors that leave code unscanned, whatever level they are written at. */
const GAPS =
  /timeout|memory|syntax|pars(?:e|ing)|lexical|stack ?overflow|fixpoint|fatal|too ?many|interfile|oom|internal|builder/i;

/** Why an entry of `errors` makes the scan incomplete; null when it does not. The message may quote code: left out. */
export function errorReason(value: unknown): string | null {
  const error = asRecord(value);
  // Newer versions write some types as a list: name first, details after it.
  const type = asString(Array.isArray(error.type) ? error.type[0] : error.type) ?? asString(error.short_msg) ?? 'error';
  const level = (asString(error.level) ?? asString(error.severity) ?? 'error').toLowerCase();
  if (level !== 'error' && !GAPS.test(type.slice(0, 200))) return null;
  const span = asRecord(asArray(error.spans)[0]);
  const path = asString(error.path) ?? asString(asRecord(error.location).path) ?? asString(span.file);
  const rule = asString(error.rule_id);
  const where = path === null ? (rule === null ? '' : ` with the rule ${rule}`) : ` in ${path}`;
  return oneLine(`Semgrep reports: ${type}${where}`, 300);
}
