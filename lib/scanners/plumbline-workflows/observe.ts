import type { Observation } from '#lib/domain/finding/finding.ts';
import type { Judgement } from '#lib/domain/pipeline/judge.ts';
import type { ParsedFile } from '#lib/domain/pipeline/model.ts';
import { owaspAddress } from '#lib/domain/pipeline/references.ts';

export const ID = 'plumbline-workflows';
/** Lines before and after a match that are handed on: what is kept of them is decided elsewhere. */
const AROUND = 12;

/** What a rule says of a place, as any scanner's result. */
export function observe(file: ParsedFile, judgement: Judgement): Observation {
  const { rule, line, endLine, job, step, shared, change, severity } = judgement;
  const pages = rule.controls.map(owaspAddress).filter((page) => page !== null);
  return {
    subject: {
      category: 'pipeline',
      workflow: file.path,
      job: job === '' ? null : job,
      step,
      ...(shared === undefined ? {} : { shared }),
      ...(change === null ? {} : { change }),
    },
    scanner: ID,
    rule: { id: rule.id, name: rule.title, helpUrl: null },
    title: rule.title,
    message: `${judgement.message}\n\n${rule.why}\n\n${rule.controls.join(' · ')}`,
    remediation: rule.fix,
    severity: severity ?? rule.severity,
    severityReported: severity ?? rule.severity,
    cvss: null,
    confidence: rule.confidence ?? 'high',
    cwes: [...rule.cwes],
    references: [...rule.references, ...pages],
    locations: [
      {
        path: file.path,
        startLine: line,
        endLine,
        startColumn: null,
        snippet: judgement.evidence,
        label: null,
        ...(judgement.secrets === undefined ? { around: aroundOf(file, line, endLine) } : {}),
      },
    ],
    trusted: null,
    suppression: null,
    position: `${file.path}: line ${line}`,
  };
}

function aroundOf({ lines }: ParsedFile, line: number, endLine: number): { line: number; text: string } {
  const from = Math.max(1, line - AROUND);
  return { line: from, text: lines.slice(from - 1, endLine + AROUND).join('\n') };
}
