import type { SharedPipelineQuestion } from '#lib/domain/identity/checks.ts';
import type { SarifDialect, SarifItem } from '#lib/scanners/sarif/dialect.ts';
import { asArray, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';

export const zizmor: SarifDialect = { id: 'zizmor', category: 'pipeline', job: jobAndStep, question };

/** What it says of its first place beside the lines. */
function symbolicOf({ result }: SarifItem): Json {
  const location = asRecord(asArray(result.locations)[0]);
  return asRecord(asRecord(asRecord(asArray(location.logicalLocations)[0]).properties).symbolic);
}

/** It tells the way to the place inside the workflow: `jobs`, `build`, `steps`, 0. */
function jobAndStep(item: SarifItem): { job: string | null; step: string | null } {
  const symbolic = symbolicOf(item);
  const route = asRecord(symbolic.route);
  const parts = asArray(Array.isArray(symbolic.route) ? symbolic.route : (route.route ?? route.components))
    .map((part) => asString(part) ?? asString(asRecord(part).Key) ?? asString(asRecord(part).Index))
    .filter((part) => part !== null);
  const after = (word: string) => {
    const at = parts.indexOf(word);
    return at === -1 ? null : (parts[at + 1] ?? null);
  };
  return { job: after('jobs'), step: after('steps') };
}

/** The part of the line that it means: `actions/checkout@v4`, `github.event.issue.title`. */
function fragmentOf(symbolic: Json): string {
  const { fragment } = asRecord(asRecord(symbolic.feature_kind).Subfeature);
  return asString(asRecord(fragment).Raw) ?? '';
}

/** What of its permissions other scanners say too; that a single one is too much, only zizmor says. */
const PERMISSIONS = /^(?:uses write-all permissions|default permissions used due to no permissions: block)$/;

function question(item: SarifItem): SharedPipelineQuestion | null {
  const symbolic = symbolicOf(item);
  const fragment = fragmentOf(symbolic).toLowerCase();
  switch (item.rule.id.replace(/^zizmor\//, '')) {
    case 'unpinned-uses': {
      const at = fragment.lastIndexOf('@');
      return at === -1 ? null : { check: 'unpinned-uses', about: fragment.slice(0, at) };
    }
    case 'template-injection':
      return fragment === '' ? null : { check: 'template-injection', about: fragment.replace(/\s+/g, '') };
    case 'excessive-permissions':
      return PERMISSIONS.test(asString(symbolic.annotation) ?? '')
        ? { check: 'excessive-permissions', about: 'permissions' }
        : null;
    case 'secrets-inherit':
      return { check: 'secrets-inherit', about: 'secrets' };
    case 'insecure-commands':
      return { check: 'insecure-commands', about: 'actions_allow_unsecure_commands' };
    default:
      return null;
  }
}
