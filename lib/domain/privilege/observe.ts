import type { Observation } from '#lib/domain/finding/finding.ts';
import type { Inventory } from './inventory.ts';
import type { Failure } from './judge.ts';

/** A failed rule as the observation that becomes a finding: known by ids that stay, shown by names. */
export function observe(failure: Failure, { source, scope }: Inventory, position: string): Observation {
  const { rule, principal, resource, says, evidence, command } = failure;
  const severity = failure.severity ?? rule.severity;
  const setting = rule.elsewhere?.[source] ?? rule.setting;
  const facts = Object.entries(evidence).map(([name, value]) => `- ${name}: ${value ?? 'not set'}`);
  const { cicdSec, cis, slsa } = rule.references;
  const references = [
    ...cicdSec.map((number) => `CICD-SEC-${number}`),
    ...cis.map((number) => `CIS Software Supply Chain ${number}`),
    ...slsa.map((level) => `SLSA ${level}`),
  ];
  return {
    subject: {
      category: 'privilege',
      principal: principal?.id ?? '',
      resource: resource.id,
      shown: {
        principal: principal?.name ?? null,
        resource: resource.name,
        setting,
        system: `${source}/${scope.toLowerCase()}`,
      },
    },
    scanner: `plumbline-${source}`,
    rule: { id: rule.id, name: rule.title, helpUrl: null },
    title: says,
    message: [says, rule.why, ['Evidence:', ...facts].join('\n'), `References: ${references.join(', ')}.`].join('\n\n'),
    remediation: command === null ? `${setting}.` : `${setting}. By command:\n${command}`,
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
