import type { Category, Severity } from '#lib/domain/finding/finding.ts';
import { fromRepositoryRoot } from '#lib/domain/finding/path.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import type { RuleInfo } from '#lib/scanners/sarif/rule-info.ts';
import { asArray, type Json } from '#lib/scanners/shared/text.ts';
import { jobInCode, resourceInCode } from './address.ts';
import { sharedCheck, sharedQuestion } from './check.ts';
import { advisoryPackage, checkovPackage } from './package-rule.ts';
import { checkovSeverity } from './severity.ts';

export const checkov: SarifDialect = {
  id: 'checkov',
  aliases: ['checkov', 'bridgecrew'],
  category: (rule) => (rule === null ? 'iac' : categoryOf(rule.id)),
  // Its vendor's platforms run it under their own names.
  rules: /^CKV2?_/,
  check: sharedCheck,
  severity,
  path: fromRepositoryRoot,
  resource: ({ rule, locations }, stated) => stated ?? resourceInCode(rule.id, locations[0]?.snippet ?? null),
  question: ({ rule }) => sharedQuestion(rule.id),
  job: ({ locations }) => jobInCode(locations[0]?.snippet ?? null),
  // A check has several names, and its rule that of the first result; the message is the result's own.
  title: () => null,
  package: ({ rule }, stated) => stated ?? advisoryPackage(rule.id),
  license(rule) {
    const found = checkovPackage(rule.id);
    return found === null ? null : { license: found.about, package: { name: found.name, version: found.version } };
  },
};

function categoryOf(id: string): Category {
  if (/^CKV2?_(?:GHA|GITHUB|GITLAB|GLB|GITLABCI|AZUREPIPELINES|CIRCLECIPIPELINES|BITBUCKETPIPELINES|ARGO)_/.test(id)) {
    return 'pipeline';
  }
  if (id.startsWith('CKV_SECRET_')) return 'secret';
  if (/^(?:CKV_CVE|BC_CVE|BC_VUL|CVE-)/.test(id)) return 'dependency';
  if (id.startsWith('BC_LIC')) return 'license';
  const found = checkovPackage(id);
  if (found === null) return 'iac';
  return found.isAdvisory ? 'dependency' : 'license';
}

/** Without its vendor's platform it writes `error` for everything, `warning` for what is skipped; with it, a score or another level. */
function severity(rule: RuleInfo, level: string | null, result: Json): Severity | null {
  const isSkipped = level === 'warning' && asArray(result.suppressions).length > 0;
  if (level !== 'error' && level !== null && !isSkipped) return null;
  const family = /^CKV_(SECRET|DOCKER)_/.exec(rule.id)?.[1];
  const runner = family === 'SECRET' ? 'secrets' : family === 'DOCKER' ? 'dockerfile' : '';
  return checkovSeverity(null, rule.id, rule.title ?? rule.name ?? '', runner);
}
