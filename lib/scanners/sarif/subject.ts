import type { Category, Location, Subject } from '#lib/domain/finding/finding.ts';
import { secretValue } from '#lib/scanners/shared/secret.ts';
import { asArray, asInteger, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { placeOf } from '#lib/scanners/shared/tflint-place.ts';
import { checkovPackage } from './checkov-package.ts';
import { checkovResource } from './checkov-resource.ts';
import { fixText } from './message.ts';
import { vulnerablePackage } from './package.ts';
import type { RuleInfo } from './rule-info.ts';

export interface SubjectInput {
  category: Category;
  tool: string;
  result: Json;
  rule: RuleInfo;
  message: string;
  locations: readonly Location[];
  /** Name of the image that the run is about. */
  image: string | null;
  /** Requests of the run, to which results refer by number. */
  webRequests: readonly unknown[];
}

/** What a result is about. A dependency whose package the report does not tell is said to be code, not guessed. */
export function subjectOf(input: SubjectInput): Subject {
  const { category, result, locations } = input;
  switch (category) {
    case 'dependency':
    case 'container':
      return dependencySubject(input);
    case 'license':
      return licenseSubject(input);
    case 'secret':
      return secretSubject(input);
    case 'iac':
      return { category, resource: resourceOf(input) };
    case 'dast':
      return dastSubject(input);
    case 'pipeline':
      return { category, workflow: locations[0]?.path ?? '', ...jobAndStep(result) };
    case 'quality':
      return { category };
    case 'sast':
    case 'privilege':
      return { category: 'sast' };
  }
}

function resourceOf({ tool, result, rule, message, locations }: SubjectInput): string | null {
  const [place] = locations;
  if (tool === 'tflint' && place !== undefined) return placeOf(rule.id, place, message).resource;
  const named = place?.label ?? asString(asRecord(result.properties).resource);
  return named ?? (tool === 'checkov' ? checkovResource(rule.id, place) : null);
}

function dependencySubject({ category, tool, result, rule, message, locations, image }: SubjectInput): Subject {
  const place = locations[0];
  const found = vulnerablePackage(
    message,
    rule,
    asRecord(result.properties),
    place?.path ?? null,
    place?.label ?? null,
    result.stacks,
  );
  if (found === null) return { category: 'sast' };
  if (category === 'container') {
    const named = imageIn(message, place?.label ?? null) ?? (tool === 'snyk-container' ? snykImage(place) : null);
    return { category, image: image ?? named ?? '', ...found };
  }
  const fixedVersions =
    found.fixedVersions.length > 0 ? found.fixedVersions : upgradeOf(tool, result, found.package.name);
  return { category: 'dependency', ...found, fixedVersions, direct: null, manifest: place?.path ?? null };
}

/** Snyk: `Upgrade to <package>@<version>`, which may be of the package that brings the vulnerable one. */
function upgradeOf(tool: string, result: Json, name: string): string[] {
  const text = tool === 'snyk' ? fixText(tool, result) : null;
  const [, upgraded, version] = /^Upgrade to (\S{1,300})@([\w.+~:-]{1,100})$/.exec(text ?? '') ?? [];
  return upgraded === name && version !== undefined ? [version] : [];
}

/** Grype: in the message, or before the digest in the logical location (`app@sha256:…:lib/x`). */
function imageIn(message: string, label: string | null): string | null {
  const named = / found in image (\S{1,400}) at:? /.exec(message.slice(0, 2000))?.[1];
  return named ?? /^([^@\s]{1,300})@sha256:/.exec(label ?? '')?.[1] ?? null;
}

/** Snyk writes the image as the file, `_` for its colons: `registry/app_1.2.0`; or the Dockerfile that it was given. */
function snykImage(place: Location | undefined): string | null {
  const path = place?.path ?? null;
  if (path === null || /(?:^|[/.])Dockerfile\b|\.(?:json|xml|lock|txt|mod|jar)$/i.test(path)) return null;
  return path.replace(/_(?=(?:v?\d[\w.-]{0,127}|latest|[0-9a-f]{7,64})$)/i, ':');
}

/** Trivy: rule id `<package>:<license>`; Snyk: `snyk:lic:<ecosystem>:<package>:<license>`; Checkov: see below. */
function licenseSubject({ tool, rule }: SubjectInput): Subject {
  const [, word, packageName, named] = /^snyk:lic:([^:]{1,40}):(.{1,300}):([^:]{1,200})$/.exec(rule.id) ?? [];
  if (word !== undefined && packageName !== undefined && named !== undefined) {
    const ecosystem = word.toLowerCase();
    return { category: 'license', package: { ecosystem, name: packageName, version: null }, license: named };
  }
  const checked = tool === 'checkov' ? checkovPackage(rule.id) : null;
  if (checked !== null) {
    const { about, name, version } = checked;
    return { category: 'license', package: { ecosystem: 'generic', name, version }, license: about };
  }
  const colon = rule.id.lastIndexOf(':');
  const name = colon > 0 ? rule.id.slice(0, colon) : rule.id;
  const license = colon > 0 ? rule.id.slice(colon + 1) : (rule.name ?? rule.id);
  return { category: 'license', package: { ecosystem: 'generic', name, version: null }, license };
}

/** Gitleaks 8 writes the secret itself as the snippet, 7 (which names no rule) as `offender`; others a line or nothing. */
function secretSubject({ tool, result, locations }: SubjectInput): Subject {
  const match = locations[0]?.snippet ?? null;
  const offender = asString(asRecord(result.properties).offender);
  const bare = tool === 'gitleaks' && asString(result.ruleId) !== null;
  const value = offender ?? (bare ? match : null);
  return { category: 'secret', value: secretValue(value), match: match ?? offender };
}

function dastSubject({ result, message, locations, webRequests }: SubjectInput): Subject {
  const own = asRecord(result.webRequest);
  const request = asString(own.target) === null ? asRecord(webRequests[asInteger(own.index) ?? -1]) : own;
  const properties = asRecord(result.properties);
  const place = locations[0];
  const target = asString(request.target) ?? place?.path ?? asString(properties.url) ?? place?.label ?? '';
  // Nuclei: the host in the message, the path as the file.
  const host = /\) found on (\S{1,2000})$/.exec(message.slice(0, 4000))?.[1];
  const url = host === undefined || /^[a-z]+:\/\//i.test(target) ? target : joined(host, target);
  return {
    category: 'dast',
    method: asString(request.method) ?? asString(properties.method),
    url,
    parameter: asString(properties.param) ?? asString(properties.parameter),
  };
}

function joined(host: string, path: string): string {
  const rest = path.replace(/^\/+/, '');
  return rest === '' || host.endsWith(`/${rest}`) ? host : `${host.replace(/\/+$/, '')}/${rest}`;
}

/** zizmor tells the way to the place inside the workflow: `jobs`, `build`, `steps`, 0. */
function jobAndStep(result: Json): { job: string | null; step: string | null } {
  const location = asRecord(asArray(result.locations)[0]);
  const symbolic = asRecord(asRecord(asRecord(asArray(location.logicalLocations)[0]).properties).symbolic);
  const route = asRecord(symbolic.route);
  const parts = asArray(Array.isArray(symbolic.route) ? symbolic.route : (route.route ?? route.components))
    .map((part) => asString(part) ?? asString(asRecord(part).Key) ?? asString(asRecord(part).Index))
    .filter((part) => part !== null);
  const after = (word: string) => {
    const at = parts.indexOf(word);
    return at === -1 ? null : (parts[at + 1] ?? null);
  };
  return { job: after('jobs'), step: after('steps') };
}
