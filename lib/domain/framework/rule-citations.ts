import { RULES } from '#lib/domain/pipeline/rules.ts';
import { PRIVILEGE_RULES } from '#lib/domain/privilege/all-rules.ts';

export interface CitedRule {
  kind: 'privilege' | 'pipeline';
  id: string;
  /** What is wrong where it fails. */
  title: string;
  /** `CICD-SEC-4`, `CIS 2.3.1`, `SLSA Build L3`. */
  controls: readonly string[];
}

/** Every rule of ours, with the controls that it names itself, in one notation. */
export function citedRules(): CitedRule[] {
  const privileges = PRIVILEGE_RULES.map(({ id, title, references: { cicdSec, cis, slsa } }): CitedRule => {
    const controls = [
      ...cicdSec.map((number) => `CICD-SEC-${number}`),
      ...cis.map((each) => `CIS ${each}`),
      ...slsa.map((each) => `SLSA ${each}`),
    ];
    return { kind: 'privilege', id, title, controls };
  });
  const pipelines = RULES.map(({ id, title, controls }): CitedRule => ({ kind: 'pipeline', id, title, controls }));
  return [...privileges, ...pipelines];
}
