import type { PackageRef } from '#lib/domain/finding/finding.ts';
import { packageFromPurl } from '#lib/scanners/shared/purl.ts';
import { asArray, asRecord, asString, asStrings, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { type Component, flatten } from './component.ts';

/** Components of a document by their reference, and what its metadata says. */
export class Inventory {
  private readonly byRef = new Map<string, Component>();
  private readonly byPackage = new Map<string, Component[]>();
  private readonly direct = new Set<string>();
  private readonly lockFiles: Component[] = [];
  /** Kept only where there are lock files. */
  private readonly dependsOn = new Map<string, readonly string[]>();
  private found: Map<string, string> | null = null;
  private main: Component | null = null;
  private added = 0;

  /** Whether it lists no component beside what it is about. */
  get isEmpty(): boolean {
    return this.added === 0;
  }

  /** What the document is about; null when it does not say. */
  get root(): Component | null {
    return this.main;
  }

  setRoot(metadata: Json): void {
    if (!isRecord(metadata.component)) return;
    const [first, ...inner] = flatten(metadata.component, null);
    const all = first === undefined ? [] : [withoutFolder(first), ...inner];
    this.main = all[0] ?? null;
    for (const each of all) this.keep(each);
    this.added += Math.max(0, all.length - 1);
  }

  /** Call after `setRoot`: what lies in a container is told by the root alone. */
  add(record: Json): void {
    for (const each of flatten(record, this.main?.image ?? null)) {
      this.added++;
      this.keep(each);
    }
  }

  addDependency(record: Json): void {
    const ref = asString(record.ref);
    if (ref === null) return;
    const others = asStrings(record.dependsOn ?? []);
    if (ref === this.main?.ref) for (const each of others) this.direct.add(each);
    else if (this.lockFiles.length > 0 && others.length > 0) this.dependsOn.set(ref, others);
  }

  /** The file that a component was found in: its own word, else the lock file that leads to it. */
  fileOf(component: Component): string | null {
    if (component.file !== null || component.ref === null) return component.file;
    this.found ??= this.walk();
    return this.found.get(component.ref) ?? null;
  }

  private walk(): Map<string, string> {
    const found = new Map<string, string>();
    for (const { ref, lockFile } of this.lockFiles) {
      const open = [ref ?? ''];
      for (let next = open.pop(); next !== undefined && lockFile !== null; next = open.pop()) {
        for (const each of this.dependsOn.get(next) ?? []) {
          if (found.has(each)) continue;
          found.set(each, lockFile);
          open.push(each);
        }
      }
    }
    return found;
  }

  /** True for what the root asks for itself; null when the document does not tell. */
  isDirect(component: Component): boolean | null {
    return component.ref !== null && this.direct.has(component.ref) ? true : null;
  }

  /** What a reference means in this document; a purl that is no reference means the components of that package. */
  find(ref: string): readonly Component[] {
    const local = localPart(ref);
    const known = this.byRef.get(ref) ?? this.byRef.get(local);
    if (known !== undefined) return [known];
    const named = packageFromPurl(local);
    const same = named === null ? [] : (this.byPackage.get(packageOf(named)) ?? []);
    return same.filter((each) => named?.version == null || each.package.version === named.version);
  }

  /**
   * What a reference says by itself: a purl, or a component of another document (`urn:cdx:serial/version#ref`, as VEX
   * documents write), of which only the reference is known. Null for a reference into nothing.
   */
  stated(ref: string, version: string | null): Component | null {
    const local = localPart(ref);
    const identified = packageFromPurl(local);
    if (identified === null && local === ref) return null;
    const named = identified ?? { ecosystem: 'generic', name: local, version: null };
    const image = this.main?.image ?? null;
    return {
      ref,
      type: 'library',
      name: named.name,
      package: { ...named, version: named.version ?? version },
      image,
      file: null,
      lockFile: null,
    };
  }

  private keep(component: Component): void {
    const { ref } = component;
    if (ref !== null && !this.byRef.has(ref)) this.byRef.set(ref, component);
    if (component.lockFile !== null && component !== this.main) this.lockFiles.push(component);
    const key = packageOf(component.package);
    const same = this.byPackage.get(key);
    if (same === undefined) this.byPackage.set(key, [component]);
    else same.push(component);
  }
}

/** A folder that was scanned lies elsewhere in every job: it is no name. */
function withoutFolder(root: Component): Component {
  const isFolder = /^(?:\.{1,2}\/?$|[/\\]|[A-Za-z]:[/\\])/.test(root.package.name);
  return isFolder ? { ...root, package: { ...root.package, name: 'this project' } } : root;
}

function packageOf({ ecosystem, name }: PackageRef): string {
  return `${ecosystem}\n${name}`;
}

/** The reference behind a link to a document; any other reference is itself. */
function localPart(ref: string): string {
  return ref.startsWith('urn:cdx:') && ref.includes('#') ? decoded(ref.slice(ref.indexOf('#') + 1)) : ref;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Libraries that only write the document down for the tool beside them. */
const LIBRARIES = /^cyclonedx-.*(?:lib|library)$/;

/** The tools that made the document: sorted names, and joined by `+`; the version when there is one tool only. */
export function toolsOf(metadata: Json): { tools: string[]; scanner: string; version: string | null } {
  const { tools } = metadata;
  const listed = isRecord(tools) ? [...asArray(tools.components), ...asArray(tools.services)] : asArray(tools);
  const all = listed.map(asRecord).filter((tool) => toolName(tool) !== '');
  const makers = all.filter((tool) => !LIBRARIES.test(toolName(tool)));
  const named = makers.length === 0 ? all : makers;
  const names = [...new Set(named.map(toolName))].sort();
  if (names.length === 0) return { tools: [], scanner: 'cyclonedx', version: null };
  const version = names.length === 1 ? asString(named[0]?.version) : null;
  return { tools: names, scanner: names.slice(0, 5).join('+'), version };
}

function toolName(tool: Json): string {
  return (asString(tool.name) ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}
