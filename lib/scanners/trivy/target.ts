import { chooseImage } from '#lib/domain/finding/image.ts';
import { asRecord, asString, asStrings, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { ecosystem } from './ecosystem.ts';

/** What one `Results[]` entry is about: everything its items need to know of their surroundings. */
export interface Target {
  /** File, image or group of packages, as Trivy names it. */
  name: string;
  /** The same when it is a file; null for an image, a resource, or packages that lie about anywhere. */
  file: string | null;
  resultClass: string;
  type: string;
  /** purl type of packages that bring no purl of their own. */
  ecosystem: string;
  /** Image reference when the packages lie in an image; else null. */
  image: string | null;
  /** `namespace/Kind/name` in reports on a cluster; the resource of a cloud account. */
  resource: string | null;
  /** Distribution of the scanned system, Trivy's word. */
  family: string | null;
}

/** The artifact that a group of results belongs to: the whole report, or one resource of a cluster. */
export interface Artifact {
  image: string | null;
  resource: string | null;
  family: string | null;
}

const IMAGE_TYPES: ReadonlySet<string> = new Set(['container_image', 'image', 'vm']);
/** Results on packages of many places, and on a system, are named by words. */
const NO_FILES: ReadonlySet<string> = new Set([
  ...['Python', 'Conda', 'Ruby', 'Node.js', 'Java', 'Kubernetes'],
  ...['OS Packages', 'Loose File License(s)'],
]);

/** The artifact of an ordinary report (schema 2), or of a legacy one where only the targets tell what was scanned. */
export function artifactOf(document: unknown, results: readonly Json[]): Artifact {
  const report = asRecord(document);
  const family = asString(asRecord(asRecord(report.Metadata).OS).Family);
  const type = asString(report.ArtifactType)?.toLowerCase() ?? null;
  const name = asString(report.ArtifactName);
  if (type !== null) return { image: imageOf(type, name, asRecord(report.Metadata)), resource: null, family };
  const system = results.find((result) => isSystem(result));
  const image = system === undefined ? null : chooseImage([name, imageName(targetName(system))]);
  return { image, resource: null, family };
}

/** An id, an archive or an SBOM says nothing of the image's name: they name it beside. */
function imageOf(type: string, name: string | null, metadata: Json): string | null {
  // Docker gives them in no order.
  const tags = asStrings(metadata.RepoTags ?? []).sort();
  const names = [asString(metadata.Reference), ...tags, ...asStrings(metadata.RepoDigests ?? []).sort()];
  if (type === 'cyclonedx' || type === 'spdx') {
    const inImage = ['ImageID', 'DiffIDs', 'RepoTags', 'RepoDigests', 'Reference'].some((key) => key in metadata);
    return inImage ? chooseImage([...names, name]) : null;
  }
  return IMAGE_TYPES.has(type) ? chooseImage([name, ...names]) : null;
}

/** The artifact of one resource in a report on a cluster: its images are named by its targets only. */
export function artifactOfResource(resource: Json, results: readonly Json[]): Artifact {
  const words = [resource.Namespace, resource.Kind, resource.Name].map(asString).filter((word) => word !== null);
  const place = words.length === 0 ? null : words.join('/');
  const metadata = Array.isArray(resource.Metadata) ? resource.Metadata : [resource.Metadata];
  const tags = metadata.flatMap((item) => asStrings(asRecord(item).RepoTags));
  const family = metadata.map((item) => asString(asRecord(asRecord(item).OS).Family)).find((word) => word !== null);
  const system = results.find((result) => isSystem(result));
  const image = chooseImage([system === undefined ? null : imageName(targetName(system)), ...tags.sort(), place]);
  return { image, resource: place, family: family ?? null };
}

/** `known`: type by target of the results before it; licenses name only the target. */
export function targetOf(result: Json, artifact: Artifact, known: ReadonlyMap<string, string>): Target {
  const name = targetName(result);
  const resultClass = asString(result.Class)?.toLowerCase() ?? '';
  const type = asString(result.Type)?.toLowerCase() ?? '';
  const system = resultClass === 'os-pkgs' || name === 'OS Packages';
  // One resource of a cluster may run several images: each names itself in the target of its own system packages.
  const image =
    artifact.resource !== null && isSystem(result) ? chooseImage([imageName(name), artifact.image]) : artifact.image;
  const kind = type !== '' ? type : (known.get(name) ?? (system ? artifact.family : null) ?? name);
  const resource = artifact.resource ?? (type === 'cloud' ? name : null);
  const file = name === '' || resource !== null || NO_FILES.has(name) || isSystem(result) ? null : name;
  return { ...artifact, image, resource, name, file, resultClass, type, ecosystem: ecosystem(kind) };
}

function targetName(result: Json): string {
  return asString(result.Target) ?? '';
}

const SYSTEMS: ReadonlySet<string> = new Set(['apk', 'deb', 'rpm']);

function isSystem(result: Json): boolean {
  if (!isRecord(result)) return false;
  if (result.Class !== undefined) return asString(result.Class) === 'os-pkgs';
  return SYSTEMS.has(ecosystem(asString(result.Type))) || /^[^()]{1,500} \([a-z].{0,100}\)$/.test(targetName(result));
}

/** `nginx:1.19 (debian 10.4)` is the image `nginx:1.19`; versions hold parentheses too: `x (amazon 2 (Karoo))`. */
function imageName(target: string): string {
  const at = target.indexOf(' (');
  return at > 0 && target.endsWith(')') ? target.slice(0, at) : target;
}
