import type { Observation } from '#lib/domain/finding/finding.ts';
import type { Component } from '#lib/scanners/cyclonedx/component.ts';
import { asArray, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { readRecord } from './record.ts';

const CHECK = /^(?:CKV2?|BC)_[A-Z]/;
const PACKAGES = /^(?:CKV_CVE|BC_CVE|BC_VUL|BC_LIC)/;
const RESOURCE = 'Resource: ';

/**
 * A failed check, which Checkov's CycloneDX has as a vulnerability of the resource: in the words of its JSON, so that
 * both formats give one finding. Null for the vulnerabilities of packages.
 */
export function checkovResult(
  vulnerability: Json,
  component: Pick<Component, 'name' | 'package'>,
  position: string,
): Observation | null {
  const id = asString(vulnerability.id) ?? '';
  if (!CHECK.test(id) || PACKAGES.test(id)) return null;
  const path = fileIn(component);
  const record = {
    check_id: id,
    check_name: nameOf(asString(vulnerability.description) ?? id, component.name),
    resource: component.name,
    file_path: path === null ? null : `/${path}`,
    severity: asArray(vulnerability.ratings).map((rating) => asString(asRecord(rating).severity))[0],
    guideline: asString(asRecord(asArray(vulnerability.advisories)[0]).url),
  };
  const read = readRecord(record, component.package.ecosystem, false, position);
  if (typeof read === 'string') return null;
  // The document knows no lines, and its resource is no place inside of the file.
  const nowhere = { startLine: null, endLine: null, label: null };
  return { ...read, locations: read.locations.map((place) => ({ ...place, ...nowhere })) };
}

/** `Resource: aws_s3_bucket.logs. Ensure the bucket …` → Ensure the bucket … */
function nameOf(description: string, resource: string): string {
  if (!description.startsWith(RESOURCE)) return description;
  const rest = description.slice(RESOURCE.length);
  if (rest.startsWith(`${resource}. `)) return rest.slice(resource.length + 2);
  return /^\S{1,1000}\. ([^\n]{1,2000})/.exec(rest)?.[1] ?? rest;
}

/**
 * The file in a purl such as `pkg:terraform/cli_repo/infra/main.tf/aws_s3_bucket.logs`: what stands between the name of
 * the repository (`cli_repo`, or `owner/name`) and the resource.
 */
function fileIn({ name, package: { name: full } }: Pick<Component, 'name' | 'package'>): string | null {
  const end = full.endsWith(`/${name}`) ? full.length - name.length - 1 : full.lastIndexOf('/');
  const segments = full
    .slice(0, Math.max(0, end))
    .split('/')
    .filter((part) => part !== '');
  return segments.slice(segments[0] === 'cli_repo' ? 1 : 2).join('/') || null;
}
