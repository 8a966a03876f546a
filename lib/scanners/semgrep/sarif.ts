import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import { textOf } from '#lib/scanners/sarif/rule-info.ts';
import { asArray, asRecord, type Json } from '#lib/scanners/shared/text.ts';
import { semgrepCategory, semgrepRuleId } from './rule.ts';
import { isPlaceholder, TRUSTED } from './trusted.ts';

/** Kinds and texts of notifications that mean code was not looked at, at whatever level they are written. */
const GAPS = /timeout|out ?of ?memory|syntax|pars(?:e|ing)|lexical|stack ?overflow|fixpoint/i;
/** Words that only mean it as the kind of a notification: texts hold paths, and code. */
const GAP_KINDS = /^oom|internal|builder/i;

export const semgrep: SarifDialect = {
  id: 'semgrep',
  aliases: ['semgrep', 'semgreposs', 'semgreppro', 'semgrepce', 'opengrep'],
  category: (rule) => (rule === null ? 'sast' : semgrepCategory(rule.id, rule.tags, rule.cwes)),
  ruleId: semgrepRuleId,
  emptyTitle: /^\W{0,20}semgrep finding/i,
  fix: inserted,
  // Every rule is called very precise; the confidence is in a tag: `LOW CONFIDENCE`.
  ignoresPrecision: true,
  isGap: (kind, text) => GAP_KINDS.test(kind) || GAPS.test(`${kind} ${text.slice(0, 200)}`),
  // What follows is the code that it could not read.
  gapText: (text) => (text.split(/\r?\n|`/, 1)[0] ?? '').replace(/:\s{0,10}$/, ''),
  codeIsOptional: (result) => isPlaceholder(asRecord(result.fingerprints)['matchBasedId/v1']),
  trusted: TRUSTED,
};

/** The text that a fix puts in the place of the old one; null when it has more than one. Its description is the message. */
function inserted(fix: Json): string | null {
  const replacements = asArray(fix.artifactChanges).flatMap((change) => asArray(asRecord(change).replacements));
  return replacements.length === 1 ? textOf(asRecord(replacements[0]).insertedContent) : null;
}
