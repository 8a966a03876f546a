import type { Location } from '#lib/domain/finding/finding.ts';

const TERRAFORM = /^\s{0,20}(resource|data|module|provider)\s{1,20}"([^"\n]{1,200})"(?:\s{1,20}"([^"\n]{1,200})")?/;
const KUBERNETES_KIND = /^kind:\s{0,10}["']?([\w.-]{1,100})/m;
const KUBERNETES_METADATA = /^metadata:[ \t]*\n((?:[ \t]{1,20}[^\n]{0,500}\n|[ \t]*\n){1,200})/m;
const CLOUDFORMATION_NAME = /^\s{0,40}"?([A-Za-z0-9]{1,255})"?\s{0,5}:/;
const CLOUDFORMATION_TYPE = /^\s{0,40}"?Type"?\s{0,5}:\s{0,5}["']?((?:AWS|Alexa|Custom)::[\w:@-]{1,200})/m;

/**
 * The resource's address as Checkov's own JSON has it. Its SARIF leaves it out and gives the whole resource's text,
 * which changes with every edit inside of it: by that text, nothing would be known again. Null where it does not show.
 */
export function checkovResource(rule: string, place: Location | undefined): string | null {
  const code = place?.snippet ?? null;
  if (code === null) return null;
  if (/^CKV2?_DOCKER_/.test(rule)) return dockerfileResource(code);
  if (/^CKV2?_K8S_/.test(rule)) return kubernetesResource(code);
  const [, block, type = '', name] = TERRAFORM.exec(code) ?? [];
  if (block === 'resource') return name === undefined ? null : `${type}.${name}`;
  if (block !== undefined) return [block, type, name].filter((part) => part !== undefined).join('.');
  const logical = CLOUDFORMATION_NAME.exec(code)?.[1];
  const kind = CLOUDFORMATION_TYPE.exec(code)?.[1];
  return logical === undefined || kind === undefined ? null : `${kind}.${logical}`;
}

/** The instruction; a text that begins with FROM and goes on is the whole file. */
function dockerfileResource(code: string): string | null {
  const lines = code.trim().split('\n');
  const word = /^\s{0,20}([A-Za-z]{2,20})\s/.exec(lines[0] ?? '')?.[1]?.toUpperCase();
  if (word === undefined || (word === 'FROM' && lines.length > 1)) return 'file';
  return word;
}

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
