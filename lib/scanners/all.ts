import { scanner as checkov } from './checkov/scanner.ts';
import type { Scanner } from './contract.ts';
import { scanner as cyclonedx } from './cyclonedx/scanner.ts';
import { scanner as fortify } from './fortify/scanner.ts';
import { gitleaks } from './gitleaks/scanner.ts';
import { scanner as legitify } from './legitify/scanner.ts';
import { scanner as npmAudit } from './npm-audit/scanner.ts';
import { scanner as plumblineDrift } from './plumbline-drift/scanner.ts';
import { scanner as plumblineInventory } from './plumbline-inventory/scanner.ts';
import { scanner as plumblinePaths } from './plumbline-paths/scanner.ts';
import { scanner as plumblineWorkflows } from './plumbline-workflows/scanner.ts';
import { sarif } from './sarif/scanner.ts';
import { semgrep } from './semgrep/scanner.ts';
import { scanner as snyk } from './snyk/scanner.ts';
import { scanner as sonarqube } from './sonarqube/scanner.ts';
import { scanner as tflint } from './tflint/scanner.ts';
import { scanner as trivy } from './trivy/scanner.ts';
import { scanner as zap } from './zap/scanner.ts';

/** Every scanner, one line each; `registry.test.ts` compares it with the folders. */
export const ALL_SCANNERS: readonly Scanner[] = [
  // Sorted by id; a document is recognised by at most one of them, so the order decides nothing.
  checkov,
  cyclonedx,
  fortify,
  gitleaks,
  legitify,
  npmAudit,
  plumblineDrift,
  plumblineInventory,
  plumblinePaths,
  plumblineWorkflows,
  sarif,
  semgrep,
  snyk,
  sonarqube,
  tflint,
  trivy,
  zap,
];
