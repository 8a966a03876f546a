const DATABASES: readonly [RegExp, (name: string) => string][] = [
  [/^CVE-\d{4}-\d{4,19}$/, (name) => `https://nvd.nist.gov/vuln/detail/${name}`],
  [/^GHSA(?:-[a-z0-9]{4}){3}$/i, (name) => `https://github.com/advisories/${name}`],
  [/^SNYK(?:-[A-Z0-9]{1,40}){2,4}$/, (name) => `https://security.snyk.io/vuln/${name}`],
  [
    /^(?:PYSEC|RUSTSEC|GO|OSV|MAL|PSF|HSEC|RSEC|BIT|CURL|ALPINE|DSA|DLA|USN|RHSA)-[A-Za-z0-9:-]{1,40}$/,
    (name) => `https://osv.dev/vulnerability/${encodeURIComponent(name)}`,
  ],
];

/** Where an advisory of this name is published; null for a name of no database that is known here. */
export function advisoryUrl(name: string): string | null {
  const known = DATABASES.find(([pattern]) => pattern.test(name));
  return known === undefined ? null : known[1](name);
}
