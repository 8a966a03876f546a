import { asArray, asRecord, asString, asStrings, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import type { Project } from './project.ts';
import { type Issue, readVulnerability } from './vulnerability.ts';

/** Every issue with its place in the report; a text says why one cannot be read. */
export function* readUnmanaged(
  report: Json,
  whole: Project,
  position: string,
): Generator<{ issue: Issue | string; position: string }> {
  const texts = asRecord(report.issuesData);
  for (const [index, value] of asArray(report.issues).entries()) {
    const at = `${position}issues[${index}]`;
    const id = isRecord(value) ? asString(value.issueId) : null;
    const text = id !== null && Object.hasOwn(texts, id) ? texts[id] : null;
    if (!isRecord(value) || !isRecord(text)) yield { issue: 'it refers to no issue of the report', position: at };
    else
      yield { issue: readVulnerability(entryOf(value, text), projectOf(report, value, whole), null, at), position: at };
  }
}

/** `https://curl.se|curl`: the name stands behind the address of its makers. */
function entryOf(issue: Json, text: Json): Json {
  const name = asString(issue.pkgName);
  return {
    ...text,
    packageName: name === null ? text.packageName : name.slice(name.lastIndexOf('|') + 1),
    version: issue.pkgVersion,
    nearestFixedInVersion: asRecord(issue.fixInfo).nearestFixedInVersion,
    packageManager: 'unmanaged',
    name: null,
    from: null,
  };
}

/** A package has no manifest: the first of its files tells where it lies. */
function projectOf(report: Json, issue: Json, whole: Project): Project {
  const key = `${asString(issue.pkgName)}@${asString(issue.pkgVersion)}`;
  const files = asRecord(report.depsFilePaths);
  const target = Object.hasOwn(files, key) ? (asStrings(files[key])[0] ?? null) : null;
  return { ...whole, packageManager: 'unmanaged', target };
}
