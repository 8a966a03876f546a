import type { ProductionPatterns } from '#lib/domain/privilege/access/facts.ts';
import type { PrivilegeSettings } from '#lib/domain/privilege/settings.ts';

/** Within names of secrets the word also stands in the middle: `AWS_PROD_KEY`. */
const WITHIN = ['*_prod_*', '*_production_*', '*-prod-*', '*-production-*'];

/** What counts as production, by the patterns that an organization has for it. */
export function productionPatterns({ production }: Pick<PrivilegeSettings, 'production'>): ProductionPatterns {
  return {
    environments: production,
    secrets: [...production, ...WITHIN],
    runnerGroups: production,
    roles: production,
    deployingBranches: true,
  };
}
