import type { Category } from '#lib/domain/finding/finding.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import type { RuleInfo } from '#lib/scanners/sarif/rule-info.ts';
import { avdCheck } from '#lib/scanners/shared/avd-check.ts';

export const trivy: SarifDialect = {
  id: 'trivy',
  aliases: ['trivy', 'trivyvulnerabilityscanner', 'aquasecuritytrivy'],
  category,
  check: avdCheck,
};

function category(rule: RuleInfo | null, image: boolean): Category {
  const words = [rule?.name ?? '', ...(rule?.tags ?? [])].map((word) => word.toLowerCase());
  if (words.includes('misconfiguration')) return 'iac';
  if (words.includes('secret')) return 'secret';
  if (words.includes('license')) return 'license';
  return image ? 'container' : 'dependency';
}
