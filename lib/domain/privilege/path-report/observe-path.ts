import type { Observation } from '#lib/domain/finding/finding.ts';
import { PATH_PATTERNS, type PathPattern } from '#lib/domain/privilege/path/pattern.ts';
import type { PathsHead } from './document.ts';
import type { PathFinding, People } from './path-report.ts';
import { stepWords } from './step-words.ts';

/** Part of identities: never renamed. */
export const pathRule = (pattern: PathPattern): string => `path-${pattern.toLowerCase()}`;

/** Paths that one setting holds open, as the observation that becomes a finding: known by the setting, explained by its effect. */
export function observePath(finding: PathFinding, head: PathsHead, scanner: string, position: string): Observation {
  const { pattern, severity, setting, place, targets, steps, alone, effect } = finding;
  const { name } = PATH_PATTERNS[pattern];
  const where = setting.where.join(' › ');
  const [first = ''] = targets.names;
  const what = targets.count === 1 ? first : `${first} and ${targets.count - 1} more`;
  const says = `${name}: ${what}`;
  const lines = [
    `- way: ${steps.map(stepWords).join(', then ')}`,
    `- reaches: ${listed(targets.names, targets.count)}`,
    `- alone: ${peopleWords(alone)}`,
    `- held open by: ${where}`,
    `- effect of the change: ${effectWords(effect, targets.count)}`,
  ];
  return {
    subject: {
      category: 'privilege',
      principal: '',
      resource: place,
      shown: {
        principal: null,
        resource: setting.where[0] ?? head.scope,
        setting: `${setting.todo}: ${where}`,
        system: `${head.source}/${head.scope.toLowerCase()}`,
        fix: place,
      },
    },
    scanner,
    rule: { id: pathRule(pattern), name, helpUrl: null },
    title: says,
    message: [says, WHY, ['Evidence:', ...lines].join('\n'), REFERENCES].join('\n\n'),
    remediation: `${setting.todo}, in ${where}. ${effectWords(effect, targets.count)}`,
    severity,
    severityReported: severity,
    cvss: null,
    confidence: 'high',
    cwes: [],
    references: ['https://owasp.org/www-project-top-10-ci-cd-security-risks/'],
    locations: [],
    trusted: null,
    suppression: null,
    position,
  };
}

const WHY =
  'Somebody gets from a right in the organization to production this way, with nobody who looks at it. One stolen laptop, token or action is enough to go it.';
const REFERENCES = 'References: CICD-SEC-1, CICD-SEC-2, CICD-SEC-5.';

function effectWords(effect: PathFinding['effect'], targets: number): string {
  if (effect === null) return 'What it would break was not computed.';
  const { before, after, hurt } = effect;
  const of = effect.targets < targets ? ` Computed for ${effect.targets} of ${targets} targets.` : '';
  const breaks = `It breaks ${before - after} of ${before} ways that somebody goes alone, and leaves ${after}.`;
  return `${breaks} ${hurt.count === 0 ? 'Nobody loses all of their ways.' : `No longer there: ${peopleWords(hurt)}.`}${of}`;
}

export function peopleWords({ count, sample }: People): string {
  return count === 0
    ? 'nobody'
    : listed(
        sample.map(({ name }) => name),
        count,
      );
}

/** `a, b and 3 more` */
function listed(names: readonly string[], count: number): string {
  const shown = names.slice(0, 5);
  return count > shown.length ? `${shown.join(', ')} and ${count - shown.length} more` : shown.join(', ');
}
