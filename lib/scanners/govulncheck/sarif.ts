import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import { goModule } from './go-module.ts';

export const govulncheck: SarifDialect = {
  id: 'govulncheck',
  category: 'dependency',
  package({ result, rule, message }, stated) {
    const found = rule.id.startsWith('GO-') ? goModule(message, result.stacks) : null;
    return found === null ? stated : { ...found, ecosystem: 'golang' };
  },
};
