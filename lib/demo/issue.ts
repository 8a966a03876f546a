import type { Kind } from './company.ts';

export type Level = 'critical' | 'high' | 'medium' | 'low';

/** Reports that the demo writes: scanner and format. */
export type Tool =
  | 'semgrep'
  | 'codeql'
  | 'gitleaks'
  | 'checkov'
  | 'npm-audit'
  | 'trivy-fs'
  | 'trivy-image'
  | 'zap'
  | 'zizmor';

/** What can be wrong: a rule with the code that it finds, or a package with its advisory. `$` in texts is a name. */
export interface Problem {
  rule: string;
  title: string;
  level: Level;
  cwe: number;
  code: string;
  /** Of dependencies only. */
  package?: { name: string; version: string; fixed: string; advisory: string };
}

/** One problem at one place in one repository. */
export interface Issue {
  id: string;
  problem: Problem;
  path: string;
  line: number;
  /** A name that makes the code at this place different from every other. */
  name: string;
}

/** A secret in code that its scanner tried with success. */
export interface Leak {
  path: string;
  line: number;
  code: string;
}

export interface ReportFacts {
  repository: string;
  kind: Kind;
  version: string;
}

export const codeOf = (issue: Issue): string => issue.problem.code.replaceAll('$', issue.name);
