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

/**
 * Where an issue stands for its identity: resource, and first location with the path that counts. TFLint names no
 * resource for other rules; their messages name what was declared.
 */
export function placeOf(rule: string, location: Location): Place {
  if (!MODULE_RULES.has(rule)) return { resource: null, locations: [location] };
  const path = location.path ?? '';
  const slash = path.lastIndexOf('/');
  const folder = slash === -1 ? '.' : path.slice(0, slash);
  const nowhere = { startLine: null, endLine: null, startColumn: null, snippet: null };
  const module: Location = { path: folder, ...nowhere, label: `module ${folder}` };
  return { resource: `module:${folder}`, locations: [module, location] };
}
