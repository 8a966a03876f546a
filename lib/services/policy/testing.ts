/** A vulnerable package, as trivy reports it. */
export interface FakePackage {
  name: string;
  version: string;
  advisory: string;
  severity?: 'CRITICAL' | 'HIGH' | 'MEDIUM';
  /** Left out: no fix is known. */
  fixed?: string;
}

export const LOG4J: FakePackage = {
  ...{ name: 'org.apache.logging.log4j:log4j-core', version: '2.14.1', advisory: 'CVE-2021-44228' },
  ...{ severity: 'CRITICAL', fixed: '2.15.0, 2.3.1, 2.12.2' },
};

/** A report of trivy over one pom.xml. */
export const trivyOf = (...packages: FakePackage[]): string =>
  JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: '.',
    ArtifactType: 'filesystem',
    Results: [
      {
        Target: 'pom.xml',
        Class: 'lang-pkgs',
        Type: 'pom',
        Packages: [{ Name: 'a:b', Version: '1' }],
        Vulnerabilities: packages.map(({ name, version, advisory, severity = 'HIGH', fixed }) => ({
          ...{ VulnerabilityID: advisory, PkgName: name, InstalledVersion: version, Severity: severity },
          ...{ FixedVersion: fixed, Title: `A problem in ${name}` },
        })),
      },
    ],
  });
