/**
 * What a result of Checkov is about, by the code that it shows: its SARIF leaves out the address that its JSON has, and
 * gives the whole resource's text, which changes with every edit inside of it.
 */

/** A label may stand without quotes. A comment may stand between block and name. */
const TERRAFORM =
  /^\s{0,20}(resource|data|module|provider)\s{1,20}(?:"([^"\n]{1,200})"|([\w-]{1,200}))(?:\s{1,20}(?:"([^"\n]{1,200})"|([\w-]{1,200})))?\s{0,20}(?:\{|$)/m;
const DOCKERFILE = /^CKV2?_DOCKER_/;
const KUBERNETES = /^CKV2?_K8S_/;
/** Keys of a pipeline's file that are no job's name. */
const KEYWORDS =
  /^(?:on|rules|script|before_script|permissions|env|steps|jobs|stages|variables|docker|image|services|workflows)$/;
const BICEP = /^\s{0,20}resource\s{1,20}(\w{1,200})\s{1,20}'([\w./-]{1,300})@/m;
const KUBERNETES_KIND = /^kind:\s{0,10}["']?([\w.-]{1,100})/m;
const KUBERNETES_METADATA = /^metadata:[ \t]*\n((?:[ \t]{1,20}[^\n]{0,500}\n|[ \t]*\n){1,200})/m;
const CLOUDFORMATION_NAME = /^\s{0,40}"?([A-Za-z0-9]{1,255})"?\s{0,5}:/;
const CLOUDFORMATION_TYPE = /^\s{0,40}"?Type"?\s{0,5}:\s{0,5}["']?((?:AWS|Alexa|Custom)::[\w:@-]{1,200})/m;

/** The resource's address as Checkov's own JSON has it; null where the code does not show it. */
export function resourceInCode(rule: string, code: string | null): string | null {
  // A file has one set of instructions, and comments stand above them: the file is what is named.
  if (DOCKERFILE.test(rule)) return 'file';
  if (code === null) return null;
  if (KUBERNETES.test(rule)) return kubernetesResource(code);
  const terraform = TERRAFORM.exec(code);
  if (terraform !== null) return terraformResource(terraform);
  const [, name, type] = BICEP.exec(code) ?? [];
  if (name !== undefined) return `${type}.${name}`;
  const logical = CLOUDFORMATION_NAME.exec(code)?.[1];
  const kind = CLOUDFORMATION_TYPE.exec(code)?.[1];
  return logical === undefined || kind === undefined ? null : `${kind}.${logical}`;
}

/** An address in JSON, without what only that format tells: the module calls that lead there, and the instance. */
export function plainAddress(address: string): string {
  const inner = address.replace(/^(?:module\.[\w-]{1,200}(?:\[[^\]]{0,200}\])?\.){1,20}(?=[\w-]{1,200}\.)/, '');
  return inner.replace(/\[[^\][]{0,200}\]$/, '');
}

function terraformResource([, block = '', quotedType, bareType, quotedName, bareName]: RegExpExecArray): string | null {
  const type = quotedType ?? bareType ?? '';
  const name = quotedName ?? bareName;
  if (block === 'resource') return name === undefined ? null : `${type}.${name}`;
  return [block, type, name].filter((part) => part !== undefined).join('.');
}

/** The step of a pipeline by its name, the job by its key; nulls where the code does not name one. */
export function jobInCode(code: string | null): { job: string | null; step: string | null } {
  const lines = (code ?? '')
    .slice(0, 20_000)
    .split('\n')
    .filter((line) => !/^\s*(?:#|$)/.test(line));
  const first = lines[0] ?? '';
  const item = /^(\s{0,40}-\s{1,10})/.exec(first)?.[1];
  if (item === undefined) {
    const key = /^\s{0,40}([\w.-]{1,200}):\s{0,10}$/.exec(first)?.[1] ?? null;
    return { job: key !== null && KEYWORDS.test(key) ? null : key, step: null };
  }
  const next = lines.findIndex((line, index) => index > 0 && line.search(/\S/) < item.length);
  const own = lines.slice(0, next === -1 ? undefined : next).map((line) => line.slice(item.length));
  const name = own.map((line) => /^(?:name|displayName):\s{1,10}(.{1,300})$/.exec(line.trimEnd())?.[1]).find(Boolean);
  return { job: null, step: name === undefined ? null : unquoted(name) };
}

const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');

function kubernetesResource(code: string): string | null {
  const kind = KUBERNETES_KIND.exec(code)?.[1];
  const metadata = KUBERNETES_METADATA.exec(code)?.[1] ?? '';
  const name = entry(metadata, 'name');
  return kind === undefined || name === null ? null : `${kind}.${entry(metadata, 'namespace') ?? 'default'}.${name}`;
}

/** A value right below `metadata:`: what is indented further belongs to labels and annotations. */
function entry(metadata: string, key: string): string | null {
  const lines = metadata.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  const indent = /^[ \t]*/.exec(lines[0] ?? '')?.[0] ?? '';
  const line = lines.find((each) => each.startsWith(`${indent}${key}:`));
  const value =
    line
      ?.slice(indent.length + key.length + 1)
      .trim()
      .replace(/^["']|["']$/g, '') ?? '';
  return value === '' ? null : value;
}
