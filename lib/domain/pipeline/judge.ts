import { unifiedDiff } from './diff.ts';
import type { ParsedFile } from './model.ts';
import type { Known, Match, Rule } from './rule.ts';
import { RULES } from './rules.ts';

export interface Judgement extends Match {
  rule: Rule;
  endLine: number;
  /** The lines that show it, unless these must not be shown. */
  evidence: string;
  /** A change of the file that people can take over, as a unified diff; null where people must decide. */
  change: string | null;
}

const MOST_LINES = 12;

/** What the rules say of a file, in the order of its lines. */
export function judge(file: ParsedFile, known: Known, rules: readonly Rule[] = RULES): Judgement[] {
  return rules
    .flatMap((rule) => matchesOf(rule, file, known).map((match) => judged(rule, file, match)))
    .sort((a, b) => a.line - b.line);
}

function matchesOf(rule: Rule, file: ParsedFile, known: Known): Match[] {
  if (rule.of === 'gitlab') return file.kind === 'gitlab' ? rule.check(file, known) : [];
  return file.kind === 'gitlab' ? [] : rule.check(file, known);
}

function judged(rule: Rule, file: ParsedFile, match: Match): Judgement {
  const line = Math.min(Math.max(match.line, 1), file.lines.length);
  const endLine = Math.min(Math.max(match.endLine ?? line, line), file.lines.length);
  const shown = file.lines.slice(line - 1, Math.min(endLine, line + MOST_LINES - 1)).join('\n');
  return {
    ...match,
    rule,
    line,
    endLine,
    evidence: match.evidence ?? shown,
    change: unifiedDiff(file.path, file.lines, match.edits ?? []),
  };
}
