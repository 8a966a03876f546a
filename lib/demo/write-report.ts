import type { Issue, Leak, ReportFacts, Tool } from './issue.ts';
import { checkovReport } from './writers/checkov.ts';
import { gitleaksReport } from './writers/gitleaks.ts';
import { npmAuditReport } from './writers/npm-audit.ts';
import { sarifReport } from './writers/sarif.ts';
import { semgrepReport } from './writers/semgrep.ts';
import { trivyFsReport, trivyImageReport } from './writers/trivy.ts';
import { zapReport } from './writers/zap.ts';

const CODEQL = { name: 'CodeQL', version: '2.19.3' };
const ZIZMOR = { name: 'zizmor', version: '1.4.1' };

/** The report that the tool would have written. */
export function writeReport(tool: Tool, issues: readonly Issue[], facts: ReportFacts, leaks: readonly Leak[]): string {
  switch (tool) {
    case 'semgrep':
      return semgrepReport(issues, leaks);
    case 'codeql':
      return sarifReport(issues, CODEQL);
    case 'zizmor':
      return sarifReport(issues, ZIZMOR);
    case 'gitleaks':
      return gitleaksReport(issues);
    case 'checkov':
      return checkovReport(issues);
    case 'npm-audit':
      return npmAuditReport(issues);
    case 'trivy-fs':
      return trivyFsReport(issues, facts);
    case 'trivy-image':
      return trivyImageReport(issues, facts);
    case 'zap':
      return zapReport(issues, facts);
  }
}
