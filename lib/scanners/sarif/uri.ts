import { normalisePath } from '#lib/domain/finding/path.ts';
import { asArray, asInteger, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import type { SarifDialect } from './dialect.ts';

const ROOT_NAME =
  /^(?:(?:SRC|SOURCES?|SCAN|PROJECT|REPO|REPOSITORY|GIT|CODE|BASE|EXECUTION|SOLUTION|WORK|WORKING|CHECKOUT|WORKSPACE|CURRENT)_?)?(?:ROOT|ROOT_?(?:PATH|DIR)|PATH|DIR|DIRECTORY|FOLDER)$|^(?:SRC|SOURCE|REPO|PROJECT|WORKSPACE|CHECKOUT|BASE|CWD|PWD)$/;

/** Whether a base's name means the repository's root: `%SRCROOT%`, `$PROJECT_DIR$`, `ROOTPATH`. */
function isRootName(id: string): boolean {
  return ROOT_NAME.test(
    id
      .slice(0, 100)
      .toUpperCase()
      .replace(/[^A-Z_]/g, ''),
  );
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

/** Whether the path is not in a known checkout folder of a CI system, where `normalisePath` knows the root. */
const isElsewhere = (path: string): boolean =>
  normalisePath(path) === normalisePath(path.replace(/^\/(?:[a-z]:\/)?/, './'));

/** The folder that all of them lie in; null when it is the file system's root. */
function commonFolder(paths: readonly string[]): string | null {
  const [first, ...others] = paths.map((path) => path.split('/'));
  if (first === undefined || others.length === 0) return null;
  const differs = first.findIndex((part, index) => others.some((parts) => parts[index] !== part));
  const shared = differs === -1 ? paths[0] : `${first.slice(0, differs).join('/')}/`;
  return shared === undefined || shared === '/' ? null : shared;
}

/** Where the artifacts of a run are. */
export class Artifacts {
  private readonly bases: ReadonlyMap<string, Json>;
  private readonly places: readonly Json[];
  private readonly dialect: SarifDialect;
  /** Absolute folders that are the repository's root: where version control is mapped to. */
  private readonly mapped: readonly string[];
  /** What is taken for the root outside of a known checkout: bases of such a name, then what is likely. */
  private readonly likely: readonly string[];

  /** `places`: the `location` of each of the run's artifacts. */
  constructor(run: Json, places: readonly Json[], dialect: SarifDialect) {
    this.places = places;
    this.dialect = dialect;
    this.bases = new Map(Object.entries(asRecord(run.originalUriBaseIds)).map(([id, base]) => [id, asRecord(base)]));
    const mapped = asArray(run.versionControlProvenance).map((each) => {
      const { uri, uriBaseId } = asRecord(asRecord(each).mappedTo);
      return asString(uri) ?? this.baseUri(asString(uriBaseId));
    });
    this.mapped = folders(mapped);
    this.likely = this.likelyRoots(run);
  }

  /** A base with a number as its name is none: some tools number folders. */
  private likelyRoots(run: Json): string[] {
    const ids = [...this.bases.keys()].filter((id) => !/^-?\d+$/.test(id));
    // Of two that lie in one another, the outer one is the root.
    const named = folders(ids.filter(isRootName).map((id) => this.baseUri(id))).reverse();
    const others = folders(ids.map((id) => this.baseUri(id)));
    const around = others.length === 1 ? (others[0] ?? null) : commonFolder(others);
    const started = asArray(run.invocations).map((each) => asString(asRecord(asRecord(each).workingDirectory).uri));
    return [...named, ...(around === null ? [] : [around]), ...folders(started)];
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
    if (baseId === null || ABSOLUTE.test(uri) || DRIVE.test(uri) || depth > 10) return uri;
    const base = this.bases.get(baseId);
    const baseUri = asString(base?.uri);
    const parent = asString(base?.uriBaseId);
    if (baseUri !== null) return this.resolve(below(baseUri, uri), parent, depth + 1);
    if (parent !== null) return this.resolve(uri, parent, depth + 1);
    // Nothing says where it is; files of two such bases are not the same files.
    const name = baseId.slice(0, 100).replace(/[^\w.-]/g, '');
    return depth > 0 || isRootName(baseId) || /^-?\d*$/.test(name) ? uri : `${name}/${uri}`;
  }

  private fromRoot(uri: string): string {
    if (DRIVE.test(uri)) return this.relative(uri);
    if (!ABSOLUTE.test(uri)) return decoded(uri);
    if (/^https?:/i.test(uri)) return decoded(PERMALINK.exec(uri.slice(0, 4000))?.[1] ?? uri);
    return uri.startsWith('/') || /^file:/i.test(uri) ? this.relative(uri) : uri;
  }

  private relative(uri: string): string {
    const path = folder(uri).slice(0, -1);
    const mapped = this.mapped.find((each) => path.startsWith(each));
    if (mapped !== undefined) return path.slice(mapped.length);
    // Where the checkout is known, a base is a folder of it, whatever its name.
    const root = isElsewhere(path) ? this.likely.find((each) => path.startsWith(each)) : undefined;
    return root === undefined ? uri : path.slice(root.length);
  }
}

/** A relative path below a base; below the root of the file system it is absolute only where a checkout is known. */
function below(base: string, uri: string): string {
  const whole = `${base.replace(/\/+$/, '')}/${uri}`;
  if (!/^(?:file:)?\/*$/i.test(base)) return whole;
  const kept = normalisePath(`/${decoded(uri)}`) ?? '';
  return kept.split('/').length < uri.split('/').length - 1 ? whole : uri;
}
