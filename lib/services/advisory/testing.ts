/** One vulnerability of a test report: its own id, its other names, its package. */
export interface FakeVulnerability {
  id: string;
  aliases?: string[];
  package?: string;
  severity?: string;
}

/** Test helper: a CycloneDX document of a fictitious analyser with these vulnerabilities of npm packages. */
export function bomOf(vulnerabilities: readonly FakeVulnerability[], tool = 'fictitious', serial = 0): string {
  const names = [...new Set(['idle', ...vulnerabilities.map((one) => one.package ?? 'acme-yaml')])];
  return JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: serial,
    metadata: { tools: [{ name: tool }] },
    components: names.map((name) => ({
      type: 'library',
      name,
      version: '1.0.0',
      purl: `pkg:npm/${name}@1.0.0`,
      'bom-ref': name,
    })),
    vulnerabilities: vulnerabilities.map(({ id, aliases = [], package: of = 'acme-yaml', severity = 'high' }) => ({
      id,
      references: aliases.map((alias) => ({ id: alias, source: { name: 'other' } })),
      ratings: [{ severity }],
      affects: [{ ref: of }],
    })),
  });
}
