/** The risks of OWASP's list, by their numbers, each with the last part of its address. */
const OWASP: Readonly<Record<string, string>> = {
  'CICD-SEC-1': 'CICD-SEC-01-Insufficient-Flow-Control-Mechanisms',
  'CICD-SEC-3': 'CICD-SEC-03-Dependency-Chain-Abuse',
  'CICD-SEC-4': 'CICD-SEC-04-Poisoned-Pipeline-Execution',
  'CICD-SEC-5': 'CICD-SEC-05-Insufficient-PBAC',
  'CICD-SEC-6': 'CICD-SEC-06-Insufficient-Credential-Hygiene',
  'CICD-SEC-7': 'CICD-SEC-07-Insecure-System-Configuration',
  'CICD-SEC-9': 'CICD-SEC-09-Improper-Artifact-Integrity-Validation',
};

/** Where a risk of OWASP's list is explained. */
export function owaspAddress(risk: string): string | null {
  const page = OWASP[risk];
  return page === undefined ? null : `https://owasp.org/www-project-top-10-ci-cd-security-risks/${page}`;
}
