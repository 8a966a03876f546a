import { asArray, asRecord, asString } from '#lib/scanners/shared/text.ts';

const MESSAGE = /(?:functions in|imports|depends on) \d{1,4}(?: vulnerable)? (?:package|module)s? \(([\w./~-]{1,300})/;
const MODULE_AT = /^([\w./~-]{1,300})@(.{1,100})$/;

/** How many segments a module's path has at these hosts; a major version may follow. */
const SEGMENTS: ReadonlyMap<string, number> = new Map([
  ['github.com', 3],
  ['gitlab.com', 3],
  ['bitbucket.org', 3],
  ['golang.org', 3],
  ['gopkg.in', 2],
  ['google.golang.org', 2],
  ['k8s.io', 2],
]);

/**
 * The module of a govulncheck result: the call stack's last frame names it with its version; the message names a
 * package or a module. A package of the standard library belongs to `stdlib`, the name that its advisories use.
 */
export function goModule(message: string, stacks: unknown): { name: string; version: string | null } | null {
  const frames = asArray(asRecord(asArray(stacks)[0]).frames);
  const [, module, version] = MODULE_AT.exec(asString(asRecord(frames.at(-1)).module) ?? '') ?? [];
  if (module !== undefined) return { name: module, version: asString(version) };
  const path = MESSAGE.exec(message.slice(0, 2000))?.[1];
  return path === undefined ? null : { name: moduleOf(path), version: null };
}

function moduleOf(path: string): string {
  const parts = path.split('/');
  const host = parts[0] ?? '';
  if (!host.includes('.')) return 'stdlib';
  const length = SEGMENTS.get(host);
  if (length === undefined) return path;
  const major = /^v\d{1,4}$/.test(parts[length] ?? '') ? 1 : 0;
  return parts.slice(0, length + major).join('/');
}
