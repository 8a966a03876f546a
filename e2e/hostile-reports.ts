/** No place to break a line, and longer than any column. */
export const long = (word: string, length = 200): string => `${word}-`.repeat(length).slice(0, length);

/** Two results of code, then unreadable ones, each name of 200 characters without a space. */
export function hostileCode(): string {
  const results = [0, 1].map((n) => ({
    ruleId: `${long('rule')}${n}`,
    level: 'error',
    message: { text: `${long('title')}${n} ${long('and')} <b>&amp;</b>` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `src/${long('folder', 90)}/${long('file', 100)}${n}.py` },
          region: { startLine: 1, snippet: { text: `${long('code', 400)}(${n})` } },
        },
      },
    ],
  }));
  const failed = { level: 'error', message: { text: long('failed', 300) } };
  const where = [{ physicalLocation: { artifactLocation: { uri: `src/${long('unparsed')}.py` } } }];
  const invocations = [{ executionSuccessful: true, toolExecutionNotifications: [{ ...failed, locations: where }] }];
  const driver = { name: long('tool', 100), version: long('9.', 60), rules: [] };
  const runs = [{ tool: { driver }, invocations, results: [...results, { message: {}, locations: long('odd') }] }];
  return JSON.stringify({ version: '2.1.0', runs });
}

/** One finding of an image whose every name is long. */
export function hostilePackages(): string {
  const image = `registry.example.com/${long('project', 90)}/${long('image', 90)}`;
  const vulnerability = {
    VulnerabilityID: 'CVE-2026-4242',
    PkgName: long('package'),
    InstalledVersion: long('1.', 80),
    FixedVersion: long('2.', 80),
    Severity: 'CRITICAL',
    Title: long('title'),
    References: [`https://example.com/${long('reference')}`],
  };
  return JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: `${image}:1`,
    ArtifactType: 'container_image',
    Metadata: { RepoTags: [`${image}:1`] },
    Results: [{ Target: image, Class: 'os-pkgs', Type: 'debian', Vulnerabilities: [vulnerability] }],
  });
}
