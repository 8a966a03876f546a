import type { Observation } from '#lib/domain/finding/finding.ts';
import { asLine, asString, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import { codeOf } from './misconfiguration.ts';
import { severityOf } from './severity.ts';
import type { Target } from './target.ts';

/** A secret. Trivy stars the value before it writes the match, so that there is no value to keep. */
export function secret(item: Json, target: Target): Omit<Observation, 'position'> | null {
  const id = asString(item.RuleID) ?? asString(item.Title);
  if (id === null) return null;
  const match = asString(item.Match);
  const title = asString(item.Title) ?? id;
  const { severity, reported } = severityOf(item.Severity);
  return {
    subject: { category: 'secret', value: null, match },
    scanner: 'trivy',
    rule: { id, name: title, helpUrl: null },
    title: oneLine(`${title} in ${target.name}`),
    message: `${title} (${asString(item.Category) ?? 'secret'})`,
    remediation: null,
    severity,
    severityReported: reported,
    cvss: null,
    confidence: 'medium',
    cwes: [798],
    references: [],
    locations: [
      {
        path: target.name || null,
        startLine: asLine(item.StartLine),
        endLine: asLine(item.EndLine),
        startColumn: null,
        snippet: codeOf(item) ?? match,
        label: target.image,
      },
    ],
    trusted: null,
    suppression: null,
  };
}
