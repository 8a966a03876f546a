import type { Location } from '#lib/domain/finding/finding.ts';

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

export interface TflintPlace {
  resource: string | null;
  locations: Location[];
}

/** Resource of an issue, and its locations with the one first whose path counts: one answer for JSON and SARIF. */
export function placeOf(rule: string, location: Location, message = ''): TflintPlace {
  if (!MODULE_RULES.has(rule)) {
    return { resource: rule.startsWith('terraform_') ? declared(message) : null, locations: [location] };
  }
  const path = location.path ?? '';
  const slash = path.lastIndexOf('/');
  const folder = slash === -1 ? '.' : path.slice(0, slash);
  const nowhere = { startLine: null, endLine: null, startColumn: null, snippet: null };
  const module: Location = { path: folder, ...nowhere, label: `module ${folder}` };
  return { resource: `module:${folder}`, locations: [module, location] };
}

const QUOTED = /["`]([^"`\n]{1,200})["`](?:\s{1,5}["`]([^"`\n]{1,200})["`])?/;

/**
 * The bundled rules quote what was declared: `variable "region" is declared but not used` → region, and of a block with
 * two labels both: `data "aws_ami" "web"` → data.aws_ami.web.
 */
function declared(message: string): string | null {
  const text = message.slice(0, 1000);
  const [, first, second] = QUOTED.exec(text) ?? [];
  if (first === undefined || second === undefined) return first ?? null;
  return `${/\bdata\s{1,5}["`]/.test(text) ? 'data.' : ''}${first}.${second}`;
}
