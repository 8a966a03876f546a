import type { GateResult, GateViolation } from '#lib/contracts/gate.ts';
import type { Exploit } from '#lib/domain/finding/exploit.ts';
import { escapeMarkdown, markdownCode } from '#lib/domain/ticket/escape-markdown.ts';
import { formatCount } from '#lib/format.ts';

const HEADINGS: Record<GateResult['outcome'], string> = {
  pass: '✅ Policy passed',
  warn: '⚠️ Policy passed, with warnings',
  fail: '❌ Policy failed',
  pending: '⏳ Reports still wait to be read',
};

/** Of findings of one rule. */
const MOST_ROWS = 20;

/**
 * An answer of a gate as Markdown, for a comment on a pull request or the summary of a job. Texts of reports stay text: no
 * markup, mention or reference in them has an effect.
 */
export function gateMarkdown(gate: GateResult): string {
  const { outcome, repo, ref, commit, violations, warnings, refused } = gate;
  const about = [repo, ref, ...(commit === null ? [] : [commit.slice(0, 12)])].map(markdownCode).join(' · ');
  const lines = [`## ${HEADINGS[outcome]}`, '', about, '', escapeMarkdown(gate.sentence), ''];
  for (const violation of violations) lines.push(...violationLines('❌', violation));
  for (const warning of warnings) lines.push(...violationLines('⚠️', warning));
  if (refused.length > 0) {
    lines.push(
      `Own rules of the repository that are not allowed, and were not judged: ${refused.map(markdownCode).join(', ')}.`,
      '',
    );
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function violationLines(sign: string, violation: GateViolation): string[] {
  const { title, rule, message, remedy, advice, count, findings } = violation;
  const name = title === rule ? markdownCode(rule) : `${escapeMarkdown(title)} (${markdownCode(rule)})`;
  const lines = [`### ${sign} ${name}`, '', escapeMarkdown(message), ''];
  if (remedy.length > 0)
    lines.push('What makes it pass:', '', ...remedy.map((text) => `- ${escapeMarkdown(text)}`), '');
  if (advice !== null) lines.push(`> ${escapeMarkdown(advice)}`, '');
  if (findings.length > 0) {
    lines.push('| severity | finding | where | fix |', '| --- | --- | --- | --- |');
    lines.push(...findings.slice(0, MOST_ROWS).map(rowOf), '');
    const more = (count ?? 0) - findings.length;
    if (more > 0) lines.push(`and ${formatCount(more, 'more finding', 'more findings')}.`, '');
  }
  return lines;
}

/** A word for what is attacked; null: nothing says that it is. */
function exploited(exploit: Exploit): string | null {
  if (exploit === 'malicious') return 'malicious package';
  return exploit === 'kev' ? 'exploited' : null;
}

function rowOf(finding: GateViolation['findings'][number]): string {
  const { severity, exploit, title, url, number, path, line, package: name, version, fix } = finding;
  const place = path === null ? '' : markdownCode(line === null ? path : `${path}:${line}`);
  const bought = name === null ? '' : markdownCode(version === null ? name : `${name} ${version}`);
  const cells = [
    exploited(exploit) === null ? severity : `${severity}, ${exploited(exploit)}`,
    `[#\u200b${number}](${url}) ${escapeMarkdown(title)}`,
    [bought, place].filter((text) => text !== '').join(' '),
    fix === null ? '' : markdownCode(fix),
  ];
  // A bar ends a cell, in code too.
  return `| ${cells.map((cell) => cell.replaceAll(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
}
