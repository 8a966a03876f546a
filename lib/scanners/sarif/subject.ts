import type { Category, Subject } from '#lib/domain/finding/finding.ts';
import { parseImage } from '#lib/domain/finding/image.ts';
import { secretAt } from '#lib/domain/redaction/value-in.ts';
import { secretValue } from '#lib/scanners/shared/secret.ts';
import { asArray, asInteger, asLine, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { advisoriesOf } from './advisories.ts';
import type { SarifDialect, SarifItem } from './dialect.ts';
import { ownComponent } from './own-component.ts';
import { vulnerablePackage } from './package.ts';
import type { RuleInfo } from './rule-info.ts';
import type { Run } from './run.ts';

/**
 * The subject of a result. A package that is not said is not guessed: the document's own component stands in its place.
 * `owner`: the dialect whose rule it is.
 */
export function subjectOf(category: Category, item: SarifItem, run: Run, owner: SarifDialect): Subject {
  const { dialect } = run;
  const [place] = item.locations;
  switch (category) {
    case 'dependency':
    case 'container':
      return dependencySubject(category, item, run);
    case 'license':
      return licenseSubject(owner, item.rule);
    case 'secret':
      return secretSubject(dialect, item);
    case 'iac': {
      const stated = place?.label ?? asString(asRecord(item.result.properties).resource);
      const resource = dialect.resource === undefined ? stated : dialect.resource(item, stated);
      return { category, check: owner.check?.(item.rule.id) ?? null, resource };
    }
    case 'dast':
      return dastSubject(item, run);
    case 'pipeline': {
      const shared = owner.question?.(item) ?? null;
      return {
        category,
        workflow: place?.path ?? '',
        ...((owner.job ?? dialect.job)?.(item) ?? { job: null, step: null }),
        ...(shared === null ? {} : { shared }),
      };
    }
    case 'quality':
      return { category };
    case 'sast':
    case 'privilege':
      return { category: 'sast' };
  }
}

function dependencySubject(category: 'dependency' | 'container', item: SarifItem, run: Run): Subject {
  const found = vulnerablePackage(item, run.dialect);
  const [place] = item.locations;
  const advisories = advisoriesOf(item.rule, item.message);
  if (category === 'dependency') {
    const whole = found ?? { package: { ecosystem: 'generic', ...ownComponent(item) }, fixedVersions: [] };
    return { category, advisories, ...whole, direct: null, manifest: place?.path ?? null };
  }
  const stated = beforeDigest(place?.label ?? '');
  const named = run.dialect.image === undefined ? stated : run.dialect.image(item, stated);
  const image = run.image ?? named ?? '';
  // What is said of an image and of no package in it is said of the image itself.
  const name = image === '' ? 'this image' : parseImage(image).name;
  const whole = found ?? { package: { ecosystem: 'docker', name, version: null }, fixedVersions: [] };
  return { category, image, advisories, ...whole };
}

/** `app@sha256:…:lib/x` */
function beforeDigest(label: string): string | null {
  return /^([^@\s]{1,300})@sha256:/.exec(label)?.[1] ?? null;
}

/** `<package>:<license>`, where the tool does not write it otherwise. */
function licenseSubject(owner: SarifDialect, rule: RuleInfo): Subject {
  const known = owner.license?.(rule) ?? null;
  if (known !== null) {
    const { name, version, ecosystem = 'generic' } = known.package;
    return { category: 'license', package: { ecosystem, name, version }, license: known.license };
  }
  const colon = rule.id.lastIndexOf(':');
  const name = colon > 0 ? rule.id.slice(0, colon) : rule.id;
  const license = colon > 0 ? rule.id.slice(colon + 1) : (rule.name ?? rule.id);
  return { category: 'license', package: { ecosystem: 'generic', name, version: null }, license };
}

/** The value is a property of that name in some reports, the snippet in others; most write the line and the columns. */
function secretSubject(dialect: SarifDialect, item: SarifItem): Subject {
  const { result, message, locations } = item;
  const snippet = locations[0]?.snippet ?? null;
  const offender = asString(asRecord(result.properties).offender);
  const written = snippet === null ? null : (dialect.secretIn?.(item, snippet) ?? secretInRegion(result, snippet));
  const value = offender ?? written;
  return {
    category: 'secret',
    value: secretValue(value),
    match: snippet ?? offender ?? dialect.secretLine?.(message) ?? null,
  };
}

function secretInRegion(result: Json, snippet: string): string | null {
  const { region } = asRecord(asRecord(asArray(result.locations)[0]).physicalLocation);
  const { startColumn, endColumn } = asRecord(region);
  return secretAt(snippet, asLine(startColumn), asLine(endColumn));
}

function dastSubject({ result, message, locations }: SarifItem, { dialect, webRequests }: Run): Subject {
  const own = asRecord(result.webRequest);
  const request = asString(own.target) === null ? asRecord(webRequests[asInteger(own.index) ?? -1]) : own;
  const properties = asRecord(result.properties);
  const place = locations[0];
  const target = asString(request.target) ?? place?.path ?? asString(properties.url) ?? place?.label ?? '';
  const host = /^[a-z]+:\/\//i.test(target) ? null : (dialect.host?.(message) ?? null);
  return {
    category: 'dast',
    method: asString(request.method) ?? asString(properties.method),
    url: host === null ? target : joined(host, target),
    parameter: asString(properties.param) ?? asString(properties.parameter),
  };
}

function joined(host: string, path: string): string {
  const rest = path.replace(/^\/+/, '');
  return rest === '' || host.endsWith(`/${rest}`) ? host : `${host.replace(/\/+$/, '')}/${rest}`;
}
