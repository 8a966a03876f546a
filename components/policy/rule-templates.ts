import type { RuleKind } from '#lib/domain/policy/schema.ts';

/** A rule of each kind as it is put into a text: every name that such a rule knows, with a value that is allowed. */
export const RULE_TEMPLATES: Record<RuleKind, { label: string; text: string }> = {
  severity: {
    label: 'Severity',
    text: `  - id: severity-limit
    kind: severity
    mode: fail              # fail | warn
    findings: introduced    # introduced | total
    fixable: any            # any | only
    max: { critical: 0, high: 0 }
    on_unknown: warn        # fail | warn | pass`,
  },
  exploit: {
    label: 'Exploited (KEV, EPSS)',
    text: `  - id: exploited-limit
    kind: exploit
    at_least: kev           # kev | epss50 | epss10 | epss1
    max: 0
    on_unknown: warn`,
  },
  secret: {
    label: 'Secrets',
    text: `  - id: no-live-secrets
    kind: secret
    findings: total         # introduced | total
    which: live             # any | live
    max: 0`,
  },
  scanner: {
    label: 'Required scanners',
    text: `  - id: scanned
    kind: scanner
    categories: [dependency, secret]
    max_age: 7d
    this_commit: false`,
  },
  exception: {
    label: 'Exceptions',
    text: `  - id: few-exceptions
    kind: exception
    findings: total
    max: 20`,
  },
  provenance: {
    label: 'Provenance',
    text: `  - id: signed
    kind: provenance
    on_unknown: warn`,
  },
};

/** The text with a rule more: at the end of its rules, before `overrides`. */
export function withRule(text: string, kind: RuleKind): string {
  const rule = named(RULE_TEMPLATES[kind].text, text);
  const lines = text.replace(/\s+$/, '').split('\n');
  const rules = lines.findIndex((line) => /^rules:/.test(line));
  if (rules < 0) return `${[...lines, '', 'rules:', rule].join('\n').trimStart()}\n`;
  if (/^rules:\s*\[\s*\]/.test(lines[rules] ?? '')) lines[rules] = 'rules:';
  const next = lines.findIndex((line, index) => index > rules && /^[a-z_]+:/.test(line));
  const end = next < 0 ? lines.length : next;
  let last = end;
  while (last > rules + 1 && (lines[last - 1] ?? '').trim() === '') last--;
  const gap = last === rules + 1 ? [] : [''];
  const rest = lines.slice(end);
  return `${[...lines.slice(0, last), ...gap, rule, ...(rest.length === 0 ? [] : ['', ...rest])].join('\n')}\n`;
}

/** With an id that the text does not have yet. */
function named(rule: string, text: string): string {
  const [id = ''] = /(?<=id: )[a-z-]+/.exec(rule) ?? [];
  const isTaken = (name: string) =>
    text.split('\n').some((line) => line.replace(/^\s*-?\s*id:\s*/, '').trim() === name);
  let name = id;
  for (let number = 2; isTaken(name); number++) name = `${id}-${number}`;
  return rule.replace(`id: ${id}`, `id: ${name}`);
}
