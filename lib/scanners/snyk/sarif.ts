import { fromRepositoryRoot } from '#lib/domain/finding/path.ts';
import { severityFrom } from '#lib/domain/finding/severity.ts';
import type { NamedPackage, SarifDialect, SarifItem, SarifSeverity } from '#lib/scanners/sarif/dialect.ts';
import { type RuleInfo, textOf } from '#lib/scanners/sarif/rule-info.ts';
import { asArray, asRecord, asString, plainText } from '#lib/scanners/shared/text.ts';

/** Four severities by three levels: the word is in the rule's title, and in the message. */
const SEVERITY = /^(Critical|High|Medium|Low) severity - /;
const SAID = /\b(critical|high|medium|low) severity (?:vulnerability|misconfiguration|issue)\b/;
const LICENSE_RULES = /^snyk:lic:/;
const LICENSE = /^snyk:lic:([^:]{1,40}):(.{1,300}):([^:]{1,200})$/;
const MESSAGE = /introduces a vulnerable (\S{1,200}) package/;
/** `@scope/name@1.2.3`, the logical location. */
const AT_VERSION = /^((?:@[\w.-]{1,100}\/)?[\w.:/+~-]{1,200})@([\w.+~:-]{1,100})$/;

/** What all its products have in common. */
const COMMON = {
  title: (title: string) => title.replace(SEVERITY, ''),
  says,
};

/** Its own word, as in its JSON, before the score: Snyk rates by more than that. */
function says({ rule, message }: Pick<SarifItem, 'rule' | 'message'>): SarifSeverity | null {
  const word = SEVERITY.exec(rule.title ?? '')?.[1] ?? SAID.exec(message.slice(0, 2000))?.[1] ?? null;
  const severity = severityFrom(word);
  return severity === null ? null : { severity, reported: word, score: rule.securitySeverity?.score ?? null };
}

export const snyk: SarifDialect = {
  ...COMMON,
  id: 'snyk',
  aliases: ['snyk', 'snykopensource'],
  category: (rule) => (rule !== null && LICENSE_RULES.test(rule.id) ? 'license' : 'dependency'),
  // All its products check licenses.
  rules: LICENSE_RULES,
  license: licenseOf,
  path: fromRepositoryRoot,
  package: packageIn,
  fixedVersions: upgrade,
  trusted: [{ name: '1', pathFree: false }],
};

export const snykCode: SarifDialect = {
  ...COMMON,
  id: 'snyk-code',
  aliases: ['snykcode'],
  // `0` changes with the place, `1` is made of features of the code around.
  trusted: [{ name: '1', pathFree: false }],
};

export const snykContainer: SarifDialect = {
  ...COMMON,
  id: 'snyk-container',
  aliases: ['snykcontainer'],
  category: 'container',
  package: packageIn,
  image: imageIn,
};

export const snykIac: SarifDialect = { ...COMMON, id: 'snyk-iac', aliases: ['snykiac'], category: 'iac' };

function licenseOf(rule: RuleInfo): { license: string; package: NamedPackage } | null {
  const [, ecosystem, name, license] = LICENSE.exec(rule.id) ?? [];
  if (ecosystem === undefined || name === undefined || license === undefined) return null;
  return { license, package: { ecosystem: ecosystem.toLowerCase(), name, version: null } };
}

function packageIn({ message, locations }: SarifItem, stated: NamedPackage | null): NamedPackage | null {
  if (stated !== null) return stated;
  const name = MESSAGE.exec(message.slice(0, 2000))?.[1];
  if (name === undefined) return null;
  const [, labelled, version] = AT_VERSION.exec((locations[0]?.label ?? '').slice(0, 500)) ?? [];
  return { name, version: labelled === name ? asString(version) : null };
}

/** `Upgrade to <package>@<version>`, which may be of the package that brings the vulnerable one. */
function upgrade({ result }: SarifItem, packageName: string): string[] {
  for (const fix of asArray(result.fixes)) {
    const text = textOf(asRecord(fix).description);
    if (text === null) continue;
    const [, upgraded, version] = /^Upgrade to (\S{1,300})@([\w.+~:-]{1,100})$/.exec(plainText(text)) ?? [];
    return upgraded === packageName && version !== undefined ? [version] : [];
  }
  return [];
}

/** The image is written as the file, `_` for its colons: `registry/app_1.2.0`; or it is the Dockerfile that was given. */
function imageIn({ locations }: SarifItem, stated: string | null): string | null {
  if (stated !== null) return stated;
  const path = locations[0]?.path ?? null;
  if (path === null || /(?:^|[/.])Dockerfile\b|\.(?:json|xml|lock|txt|mod|jar)$/i.test(path)) return null;
  return path.replace(/_(?=(?:v?\d[\w.-]{0,127}|latest|[0-9a-f]{7,64})$)/i, ':');
}
