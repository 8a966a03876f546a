import { chooseImage, imageSubject } from '#lib/domain/finding/image.ts';
import type { ReportOrigin } from '#lib/domain/provenance/provenance.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import {
  asArray,
  asDate,
  asInteger,
  asRecord,
  asString,
  asStrings,
  isRecord,
  type Json,
} from '#lib/scanners/shared/text.ts';
import type { SarifDialect } from './dialect.ts';
import { Rules } from './rules.ts';
import { Taxonomies } from './taxonomy.ts';
import type { Dialects } from './tool.ts';
import { Artifacts } from './uri.ts';

/** The context that results of one run are read with. */
export interface Run {
  /** The dialect of the tool that signed the run. */
  dialect: SarifDialect;
  version: string | null;
  /** Its results are errors of the tool itself. */
  errorsOnly: boolean;
  /** Results of the document stand outside of its runs, where they are not read. */
  resultsElsewhere: boolean;
  rules: Rules;
  artifacts: Artifacts;
  logicalLocations: readonly unknown[];
  /** Name of the container image that was scanned. */
  image: string | null;
  startedAt: string | null;
  /** What was analysed: `automationDetails.id` without its last component, which names the single run. */
  subject: string | null;
  origins: ReportOrigin[];
  object: Json;
  /** Levels that the invocation's configuration gives to rules, by id and by index. */
  overrides: ReadonlyMap<string | number, string>;
  taxonomies: Taxonomies;
  /** Requests that results refer to by number. */
  webRequests: readonly unknown[];
}

export function runOf(value: unknown, index: number, places: readonly Json[], log: Json, dialects: Dialects): Run {
  const position = `runs[${index}]`;
  if (!isRecord(value)) throw new ReportError('a run is not an object', position);
  const toolObject = asRecord(value.tool);
  const driver = asRecord(toolObject.driver);
  const name = typeof driver.name === 'string' ? asString(driver.name) : null;
  if (name === null) throw new ReportError('the run does not say which tool wrote it (tool.driver.name)', position);
  if (isRecord(value.results)) throw new ReportError('the results are not a list', `${position}.results`);
  const dialect = dialects.ofDriver(name);
  const taxonomies = new Taxonomies(value);
  const image = imageOf(value, dialect);
  return {
    dialect,
    version: asString(driver.semanticVersion) ?? asString(driver.version),
    resultsElsewhere: asArray(log.inlineExternalProperties).some((each) => asArray(asRecord(each).results).length > 0),
    errorsOnly: dialect.errorRuns?.includes(name.toLowerCase()) === true,
    rules: new Rules(dialects, dialect, toolObject, taxonomies),
    artifacts: new Artifacts(value, places, dialect),
    logicalLocations: asArray(value.logicalLocations),
    image,
    startedAt: startOf(value),
    subject: subjectOf(value) ?? imageSubject(image),
    origins: originsOf(value),
    object: value,
    overrides: overridesOf(value),
    taxonomies,
    webRequests: asArray(value.webRequests),
  };
}

function imageOf(run: Json, dialect: SarifDialect): string | null {
  const properties = asRecord(run.properties);
  const listed = [properties.repoTags, properties.repoDigests].flatMap((names) => asStrings(names ?? []).sort());
  const names = [asString(properties.imageName), asString(properties.image), ...listed].filter((name) => name !== null);
  return names.length > 0 ? chooseImage(names) : (dialect.runImage?.(run) ?? null);
}

/** The category is all of the id up to its last slash (SARIF §3.17.3): an id without one names the single run alone. */
function subjectOf(run: Json): string | null {
  const id = asString(asRecord(run.automationDetails).id) ?? '';
  const category = id.slice(0, Math.max(0, id.lastIndexOf('/')));
  return category === '' ? null : category;
}

/** §3.14.15: what of version control the analysed files were taken from. */
function originsOf(run: Json): ReportOrigin[] {
  return asArray(run.versionControlProvenance).map((each) => {
    const { repositoryUri, revisionId, branch } = asRecord(each);
    return { repository: asString(repositoryUri), ref: asString(branch), commit: asString(revisionId) };
  });
}

function startOf(run: Json): string | null {
  const times = asArray(run.invocations).map((each) => asRecord(each));
  const dates = times
    .map((each) => asDate(each.startTimeUtc) ?? asDate(each.endTimeUtc))
    .filter((date) => date !== null);
  return dates.sort()[0] ?? null;
}

function overridesOf(run: Json): Map<string | number, string> {
  const found = new Map<string | number, string>();
  for (const invocation of asArray(run.invocations)) {
    for (const each of asArray(asRecord(invocation).ruleConfigurationOverrides)) {
      const override = asRecord(each);
      const level = asString(asRecord(override.configuration).level);
      const descriptor = asRecord(override.descriptor);
      const id = asString(descriptor.id);
      const index = asInteger(descriptor.index);
      if (level !== null && id !== null) found.set(id, level);
      else if (level !== null && index !== null) found.set(index, level);
    }
  }
  return found;
}
