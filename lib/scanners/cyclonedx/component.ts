import type { PackageRef } from '#lib/domain/finding/finding.ts';
import { chooseImage, parseImage, UNNAMED_IMAGE } from '#lib/domain/finding/image.ts';
import { fullName, packageFromPurl } from '#lib/scanners/shared/purl.ts';
import { asArray, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';

/** What a vulnerability needs to know of a component or service that it affects. */
export interface Component {
  ref: string | null;
  type: string;
  /** As the document writes it. */
  name: string;
  package: PackageRef;
  /** Image that it lies in, or that it is. */
  image: string | null;
  /** File that it was found in, where the tool says. */
  file: string | null;
  /** The lock file that it stands for: what it depends on was found in there. */
  lockFile: string | null;
}

/** The component of a record; null when it has no name. `image`: that of what it is nested in. */
export function componentOf(record: Json, image: string | null): Component | null {
  const name = asString(record.name);
  if (name === null) return null;
  const type = asString(record.type)?.toLowerCase() ?? 'library';
  const ref = asString(record['bom-ref']);
  return {
    ref,
    type,
    name,
    package: packageOf(record, name, ref),
    image: type === 'container' ? imageOf(record, name) : image,
    file: fileOf(record),
    lockFile: type === 'application' && propertyOf(record, LOCK_FILES) === 'lang-pkgs' ? name : null,
  };
}

/** Itself and everything nested in it, to any depth that the reader lets through. */
export function flatten(record: Json, image: string | null): Component[] {
  const own = componentOf(record, image);
  const nested = [...asArray(record.components), ...asArray(record.services)].filter(isRecord);
  const inner = nested.flatMap((each) => flatten(each, own?.image ?? image));
  return own === null ? inner : [own, ...inner];
}

function packageOf(record: Json, name: string, ref: string | null): PackageRef {
  const version = asString(record.version);
  const identified = packageFromPurl(asString(record.purl)) ?? packageFromPurl(ref);
  if (identified !== null) return { ...identified, version: version ?? identified.version };
  // What is said of an image as a whole: its tag is its version.
  if (asString(record.type)?.toLowerCase() === 'container') {
    return { ecosystem: 'docker', name: parseImage(imageOf(record, name)).name || UNNAMED_IMAGE, version };
  }
  return { ecosystem: 'generic', name: fullName('', asString(record.group), name), version };
}

const FILE_PROPERTIES: ReadonlySet<string> = new Set([
  'syft:location:0:path',
  'aquasecurity:trivy:FilePath',
  'SrcFile',
]);

/** Names of an image, best first. */
const NAME_PROPERTIES = ['Reference', 'RepoTag', 'RepoDigest'].map((word) => `aquasecurity:trivy:${word}`);
const LOCK_FILES: ReadonlySet<string> = new Set(['aquasecurity:trivy:Class']);

function fileOf(record: Json): string | null {
  const occurrence = asArray(asRecord(record.evidence).occurrences).map(asRecord)[0];
  const stated = asString(occurrence?.location);
  if (stated !== null) return stated;
  return propertyOf(record, FILE_PROPERTIES);
}

/** An id and an archive say nothing of the image's name: properties and purl do. */
function imageOf(record: Json, name: string): string {
  const properties = asArray(record.properties).map(asRecord);
  const named = NAME_PROPERTIES.flatMap((wanted) =>
    properties
      .filter((each) => each.name === wanted)
      .map(textOf)
      .sort(),
  );
  const repository = /[?&]repository_url=([^&#]{1,1000})/.exec(asString(record.purl) ?? '')?.[1];
  return chooseImage([name, ...named, repository === undefined ? null : decodedUri(repository)]);
}

function textOf(property: Json): string {
  return asString(property.value) ?? '';
}

function decodedUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function propertyOf(record: Json, names: ReadonlySet<string>): string | null {
  const property = asArray(record.properties)
    .map(asRecord)
    .find((each) => names.has(asString(each.name) ?? ''));
  return asString(property?.value);
}
