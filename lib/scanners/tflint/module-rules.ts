import type { Location } from '#lib/domain/finding.ts';

/**
 * Rules about a module as a whole. TFLint pins them on whichever file it reads first, which differs between two runs
 * over the same tree: their place is the module's folder, and the file is only shown.
 */
const MODULE_RULES: ReadonlySet<string> = new Set([
  'terraform_required_providers',
  'terraform_required_version',
  'terraform_standard_module_structure',
  'terraform_unused_required_providers',
]);

export interface Place {
  resource: string | null;
  locations: Location[];
}

/** Where an issue stands for its identity: resource, and first location with the path that counts. */
export function placeOf(rule: string, message: string, location: Location): Place {
  const named = rule.startsWith('terraform_') ? quoted(message) : null;
  if (!MODULE_RULES.has(rule)) return { resource: named, locations: [location] };
  const path = location.path ?? '';
  const slash = path.lastIndexOf('/');
  const folder = slash === -1 ? '.' : path.slice(0, slash);
  // A missing `outputs.tf` is reported at that file's first line: its name tells it from a missing `variables.tf`.
  const missing = rule === 'terraform_standard_module_structure' ? path.slice(slash + 1) : null;
  const part = rule === 'terraform_required_version' ? null : (named ?? (missing === '' ? null : missing));
  const resource = part === null ? `module:${folder}` : `module:${folder} (${part})`;
  const module = {
    ...location,
    path: folder,
    startLine: null,
    endLine: null,
    startColumn: null,
    label: `module ${folder}`,
  };
  return { resource, locations: [module, location] };
}

/** The bundled rules quote what was declared: `variable "region" is declared but not used` → region. */
function quoted(message: string): string | null {
  return /["`]([^"`\n]{1,200})["`]/.exec(message.slice(0, 1000))?.[1] ?? null;
}
