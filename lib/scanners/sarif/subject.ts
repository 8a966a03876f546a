import type { Category, Location, Subject } from '#lib/domain/finding.ts';
import { secretValue } from '#lib/scanners/shared/secret.ts';
import { asArray, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { placeOf } from '#lib/scanners/shared/tflint-place.ts';
import { checkovResource } from './checkov-resource.ts';
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

function dependencySubject({ category, result, rule, message, locations, image }: SubjectInput): Subject {
  const place = locations[0];
  const found = vulnerablePackage(
    message,
    rule,
    asRecord(result.properties),
    place?.path ?? null,
    place?.label ?? null,
  );
  if (found === null) return { category: 'sast' };
  if (category === 'container')
    return { category, image: image ?? imageIn(message, place?.label ?? null) ?? '', ...found };
  return { category: 'dependency', ...found, direct: null, manifest: place?.path ?? null };
}

/** Grype: in the message, or before the digest in the logical location (`app@sha256:…:lib/x`). */
function imageIn(message: string, label: string | null): string | null {
  const named = / found in image (\S{1,400}) at:? /.exec(message.slice(0, 2000))?.[1];
  return named ?? /^([^@\s]{1,300})@/.exec(label ?? '')?.[1] ?? null;
}

/** Trivy: rule id `<package>:<license>`, the package also as `PkgName: x` in the message. */
function licenseSubject({ rule }: SubjectInput): Subject {
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

function dastSubject({ result, locations }: SubjectInput): Subject {
  const request = asRecord(result.webRequest);
  const properties = asRecord(result.properties);
  const place = locations[0];
  const url = asString(request.target) ?? place?.path ?? asString(properties.url) ?? place?.label ?? '';
  return {
    category: 'dast',
    method: asString(request.method) ?? asString(properties.method),
    url,
    parameter: asString(properties.param) ?? asString(properties.parameter),
  };
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
