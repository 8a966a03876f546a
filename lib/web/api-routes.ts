import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The API, and the addresses that other products' senders have. */
const FOLDERS = ['api', 'services'];
const folderOf = (name: string): string => join(import.meta.dirname, '../../app', name);

export interface ApiRoute {
  /** Absolute. */
  file: string;
  /** `/api/v1/tokens/{id}`; all segments of a catch-all are one parameter. */
  path: string;
  /** Matches the addresses that the route serves, unless a route before it in the list does. */
  pattern: RegExp;
  /** What the file exports; Next itself adds HEAD and OPTIONS. */
  methods: string[];
}

/** `export const GET`, `export async function GET`, `export { x as GET, … }`. */
function methodsOf(source: string): string[] {
  const declared = source.matchAll(/export\s+(?:const|async function|function)\s+(GET|POST|PUT|PATCH|DELETE)\b/g);
  const lists = [...source.matchAll(/export\s*\{([^}]*)\}/g)].map((match) => match[1] ?? '');
  const listed = lists.flatMap((list) => [...list.matchAll(/\b(GET|POST|PUT|PATCH|DELETE)\b/g)]);
  return [...new Set([...declared, ...listed].map((match) => match[1] ?? ''))];
}

function segmentPattern(segment: string): string {
  if (segment.startsWith('[...')) return '.+';
  return segment.startsWith('[') ? '[^/]+' : segment.replaceAll('.', '\\.');
}

function routeOf(folder: string, name: string): ApiRoute {
  const file = join(folderOf(folder), name);
  const address = `/${folder}/${name.slice(0, -'/route.ts'.length)}`;
  const pattern = new RegExp(`^${address.split('/').map(segmentPattern).join('/')}$`);
  const path = address.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}');
  return { file, path, pattern, methods: methodsOf(readFileSync(file, 'utf8')) };
}

/** Every route handler of these folders, as the file system has it, but the one for all other addresses. */
export function apiRoutes(): ApiRoute[] {
  const routes = FOLDERS.flatMap((folder) =>
    readdirSync(folderOf(folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?:^|\/)route\.ts$/.test(name) && !name.startsWith('[['))
      .map((name) => routeOf(folder, name)),
  );
  // `{` sorts after all letters: an address without parameters comes before the one with a parameter in its place.
  return routes.sort((a, b) => (a.path < b.path ? -1 : 1));
}
