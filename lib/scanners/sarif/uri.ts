import { asArray, asInteger, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';

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

/** `file:///src/`, `file:/src/` and `/src` as `/src/`: what can be compared. */
function folder(uri: string): string {
  return `/${decoded(uri)
    .replace(/^file:/i, '')
    .replace(/^\/+|\/+$/g, '')}/`.replace('//', '/');
}

/** Where the artifacts of a run are. */
export class Artifacts {
  private readonly bases: ReadonlyMap<string, Json>;
  private readonly places: readonly Json[];
  /** Absolute folders that are the repository's root, longest first. */
  private readonly roots: readonly string[];

  /** `places`: the `location` of each of the run's artifacts. */
  constructor(run: Json, places: readonly Json[]) {
    this.places = places;
    this.bases = new Map(Object.entries(asRecord(run.originalUriBaseIds)).map(([id, base]) => [id, asRecord(base)]));
    const roots: (string | null)[] = [...this.bases]
      .filter(([id]) => this.bases.size === 1 || isRootName(id))
      .map(([, base]) => asString(base.uri));
    for (const invocation of asArray(run.invocations)) {
      roots.push(asString(asRecord(asRecord(invocation).workingDirectory).uri));
    }
    for (const provenance of asArray(run.versionControlProvenance)) {
      roots.push(asString(asRecord(asRecord(provenance).mappedTo).uri));
    }
    this.roots = roots
      .filter((root) => root !== null && ABSOLUTE.test(root) && !/^https?:/i.test(root))
      .map((root) => folder(root ?? ''))
      .filter((root) => root !== '/')
      .sort((a, b) => b.length - a.length);
  }

  /** Path from the repository's root where it can be told, else the URI as it is; null when there is none. */
  path(location: Json): string | null {
    const index = asInteger(location.index);
    const place =
      asString(location.uri) === null && index !== null && index >= 0 ? asRecord(this.places[index]) : location;
    const uri = asString(place.uri);
    if (uri === null) return null;
    return this.fromRoot(this.resolve(uri, asString(place.uriBaseId), 0));
  }

  private resolve(uri: string, baseId: string | null, depth: number): string {
    if (baseId === null || ABSOLUTE.test(uri) || depth > 10) return uri;
    const base = this.bases.get(baseId);
    const baseUri = base === undefined ? null : asString(base.uri);
    if (isRootName(baseId) || base === undefined || baseUri === null) return uri;
    const joined = `${baseUri.replace(/\/+$/, '')}/${uri}`;
    return this.resolve(joined, asString(base.uriBaseId), depth + 1);
  }

  private fromRoot(uri: string): string {
    if (!ABSOLUTE.test(uri)) return decoded(uri);
    if (!uri.startsWith('/') && !/^file:/i.test(uri)) return uri;
    const path = folder(uri).slice(0, -1);
    const root = this.roots.find((each) => path.startsWith(each));
    return root === undefined ? uri : path.slice(root.length);
  }
}
