import type { Gap } from '#lib/scanners/contract.ts';
import { inFiles } from '#lib/scanners/shared/parts.ts';
import { asArray, asRecord, asString, oneLine } from '#lib/scanners/shared/text.ts';

/** Kinds of errors that leave code unscanned, whatever level they are written at. */
const GAPS =
  /timeout|memory|syntax|pars(?:e|ing)|lexical|stack ?overflow|fixpoint|fatal|too ?many|interfile|oom|internal|builder/i;

/** The gap that an entry of `errors` tells of; null when it tells of none. The message may quote code: left out. */
export function errorGap(value: unknown): Gap | null {
  const error = asRecord(value);
  // Newer versions write some types as a list: name first, details after it.
  const type = asString(Array.isArray(error.type) ? error.type[0] : error.type) ?? asString(error.short_msg) ?? 'error';
  const level = (asString(error.level) ?? asString(error.severity) ?? 'error').toLowerCase();
  if (level !== 'error' && !GAPS.test(type.slice(0, 200))) return null;
  const span = asRecord(asArray(error.spans)[0]);
  const path = asString(error.path) ?? asString(asRecord(error.location).path) ?? asString(span.file);
  const rule = asString(error.rule_id);
  const where = path === null ? (rule === null ? '' : ` with the rule ${rule}`) : ` in ${path}`;
  return inFiles([path], oneLine(`Semgrep reports: ${type}${where}`, 300));
}
