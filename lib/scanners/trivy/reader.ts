import type { Category, Observation } from '#lib/domain/finding/finding.ts';
import type { Sink, StandsFor } from '#lib/scanners/contract.ts';
import type { JsonItem } from '#lib/scanners/shared/json.ts';
import { knownTraits } from '#lib/scanners/shared/parts.ts';
import { asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { license } from './license.ts';
import { misconfiguration } from './misconfiguration.ts';
import { modified } from './modified.ts';
import type { ResultIndex } from './result-index.ts';
import { secret } from './secret.ts';
import type { Target } from './target.ts';
import { vulnerability } from './vulnerability.ts';

type Translated = Omit<Observation, 'position'> | null;

/** Translates one cut-out item and hands it on; what has no name is skipped with its place. */
export function readItem(item: JsonItem, index: ResultIndex, sink: Sink): Category | null {
  const list = item.cut.slice(item.cut.lastIndexOf('.') + 1, -2);
  const entry = index.find(item);
  if (entry === null || !isRecord(item.value)) return skip(item, sink, 'not an object');
  if (list !== 'ExperimentalModifiedFindings') {
    const found = translate(list, item.value, entry.target, entry.directness);
    return hand(item, found, traitsOf(list, item.value, entry.target), sink);
  }
  const changed = modified(item.value);
  if (changed === null) return skip(item, sink, 'a suppressed finding of an unknown kind');
  const translated = translate(changed.list, changed.item, entry.target, entry.directness);
  const told =
    translated === null || translated === 'passed' ? translated : { ...translated, suppression: changed.suppression };
  return hand(item, told, traitsOf(changed.list, changed.item, entry.target), sink);
}

function translate(
  list: string,
  item: Json,
  target: Target,
  directness: ReadonlyMap<string, boolean>,
): Translated | 'passed' {
  switch (list) {
    case 'Vulnerabilities':
      return vulnerability(item, target, directOf(item, directness));
    case 'Misconfigurations':
      return asString(item.Status)?.toUpperCase() === 'PASS' ? 'passed' : misconfiguration(item, target);
    case 'Secrets':
      return secret(item, target);
    default:
      return license(item, target);
  }
}

function directOf(item: Json, directness: ReadonlyMap<string, boolean>): boolean | null {
  const identifier = isRecord(item.PkgIdentifier) ? asString(item.PkgIdentifier.UID) : null;
  for (const key of [identifier, asString(item.PkgID)]) {
    const direct = key === null ? undefined : directness.get(key);
    if (direct !== undefined) return direct;
  }
  return null;
}

function hand(item: JsonItem, translated: Translated | 'passed', traits: StandsFor, sink: Sink): Category | null {
  if (translated === 'passed') return null;
  if (translated === null) return skip(item, sink, 'it has no id or names no package', traits);
  sink.observation({ ...translated, position: item.position });
  return translated.subject.category;
}

/** What is known of an item of a list that cannot be read. */
function traitsOf(list: string, item: Json, target: Target): StandsFor {
  switch (list) {
    case 'Vulnerabilities':
      return knownTraits({ advisory: asString(item.VulnerabilityID), package: asString(item.PkgName) });
    case 'Misconfigurations':
      return knownTraits({ rule: asString(item.ID), path: target.file });
    case 'Secrets':
      return knownTraits({ rule: asString(item.RuleID), path: target.file });
    default:
      return knownTraits({ package: asString(item.PkgName) });
  }
}

function skip(item: JsonItem, sink: Sink, reason: string, standsFor: StandsFor = {}): null {
  sink.skipped({ position: item.position, reason, standsFor });
  return null;
}
