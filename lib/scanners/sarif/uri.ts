import { normalisePath } from '#lib/domain/finding/path.ts';
import { asArray, asInteger, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import type { SarifDialect } from './dialect.ts';

/** Names of bases that mean the repository's root, in capitals and without the signs around them. */
const ROOT_NAMES: ReadonlySet<string> = new Set([
  'SRCROOT',
  'ROOTPATH',
  'PROJECTROOT',
  'REPOROOT',
  'REPO_ROOT',
  'SOURCEROOT',
  'SRC_ROOT',
  'ROOT',
  'WORKSPACE',
  'EXECUTIONROOT',
  'GITROOT',
  'SRC',
  'PROJECT_ROOT',
]);

function isRootName(id: string): boolean {
  return ROOT_NAMES.has(id.toUpperCase().replace(/[^A-Z_]/g, ''));
}

function decoded(uri: string): string {
  if (!uri.includes('%')) return uri;
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

const ABSOLUTE = /^(?:[a-z][a-z0-9+.-]*:|\/)/i;
const DRIVE = /^[a-z]:[\\/]/i;
/** A file of a commit on a forge: what is meant is the file. */
const PERMALINK = /^https?:\/\/[^/]{1,255}\/(?:[^/?#]{1,255}\/){1,20}blob\/[0-9a-f]{40}\/([^?#]{1,2000})/i;

/** `file:///src/`, `file:/src/` and `/src` as `/src/`, `C:\\src` as `/c:/src/`: what can be compared. */
function folder(uri: string): string {
  const path = decoded(DRIVE.test(uri) ? uri.replaceAll('\\', '/') : uri)
    .replace(/^file:/i, '')
    .replace(/^\/+|\/+$/g, '')
    .replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
  return `/${path}/`.replace('//', '/');
}

/** Absolute folders that can be compared, longest first. */
function folders(uris: readonly (string | null)[]): string[] {
  return uris
    .filter((uri) => uri !== null && ABSOLUTE.test(uri) && !/^https?:/i.test(uri))
    .map((uri) => folder(uri ?? ''))
    .filter((path) => path !== '/')
    .sort((a, b) => b.length - a.length);
}

/** Whether the folder is not a known checkout folder of a CI system, where `normalisePath` knows the root. */
const isElsewhere = (path: string): boolean => normalisePath(`${path}x`) === `${path}x`.slice(1);

/** Where the artifacts of a run are. */
export class Artifacts {
  private readonly bases: ReadonlyMap<string, Json>;
  private readonly places: readonly Json[];
  /** Absolute folders that are the repository's root: what the run says, then what is likely. */
  private readonly roots: readonly string[];

  private readonly dialect: SarifDialect;

  /** `places`: the `location` of each of the run's artifacts. */
  constructor(run: Json, places: readonly Json[], dialect: SarifDialect) {
    this.places = places;
    this.dialect = dialect;
    this.bases = new Map(Object.entries(asRecord(run.originalUriBaseIds)).map(([id, base]) => [id, asRecord(base)]));
    this.roots = [...folders(this.declared(run)), ...folders(this.guessed(run)).filter(isElsewhere)];
  }

  /** Roots that the run declares. */
  private declared(run: Json): (string | null)[] {
    const mapped = asArray(run.versionControlProvenance).map((each) => {
      const { uri, uriBaseId } = asRecord(asRecord(each).mappedTo);
      return asString(uri) ?? this.baseUri(asString(uriBaseId));
    });
    const named = [...this.bases.keys()].filter(isRootName);
    return [...mapped, ...named.map((id) => this.baseUri(id))];
  }

  /** A single base, and the working directory of the tool. A base with a number as its name is none: some tools number folders. */
  private guessed(run: Json): (string | null)[] {
    const ids = [...this.bases.keys()];
    const only = ids.length === 1 ? ids.filter((id) => !/^-?\d+$/.test(id)) : [];
    const started = asArray(run.invocations).map((each) => asString(asRecord(asRecord(each).workingDirectory).uri));
    return [...only.map((id) => this.baseUri(id)), ...started];
  }

  /** Path from the repository's root where it can be told, else the URI as it is; null when there is none. */
  path(location: Json): string | null {
    const index = asInteger(location.index);
    const place =
      asString(location.uri) === null && index !== null && index >= 0 ? asRecord(this.places[index]) : location;
    const uri = asString(place.uri);
    if (uri === null) return null;
    const path = this.fromRoot(this.resolve(uri, asString(place.uriBaseId), 0));
    return this.dialect.path === undefined ? path : this.dialect.path(path);
  }

  /** Where a base is; null when the run does not say. */
  private baseUri(id: string | null): string | null {
    const base = id === null ? undefined : this.bases.get(id);
    const uri = base === undefined ? null : asString(base.uri);
    return uri === null ? null : this.resolve(uri, asString(base?.uriBaseId), 0);
  }

  private resolve(uri: string, baseId: string | null, depth: number): string {
    if (baseId === null || ABSOLUTE.test(uri) || depth > 10) return uri;
    const base = this.bases.get(baseId);
    const baseUri = base === undefined ? null : asString(base.uri);
    // A root that is given relative to another base is a folder of it.
    const isRoot = isRootName(baseId) && (baseUri === null || ABSOLUTE.test(baseUri));
    if (isRoot || base === undefined || baseUri === null) return uri;
    const joined = `${baseUri.replace(/\/+$/, '')}/${uri}`;
    return this.resolve(joined, asString(base.uriBaseId), depth + 1);
  }

  private fromRoot(uri: string): string {
    if (!ABSOLUTE.test(uri)) return decoded(uri);
    if (/^https?:/i.test(uri)) return decoded(PERMALINK.exec(uri.slice(0, 4000))?.[1] ?? uri);
    if (!uri.startsWith('/') && !/^file:/i.test(uri) && !DRIVE.test(uri)) return uri;
    const path = folder(uri).slice(0, -1);
    const root = this.roots.find((each) => path.startsWith(each));
    return root === undefined ? uri : path.slice(root.length);
  }
}
