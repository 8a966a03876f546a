import type { Category, Observation } from '#lib/domain/finding/finding.ts';
import { checkovResult } from '#lib/scanners/checkov/cyclonedx.ts';
import type { Json } from '#lib/scanners/shared/text.ts';
import type { Component } from './component.ts';

/** A tool whose documents list other things than vulnerabilities of packages. */
interface CycloneDxDialect {
  /** As the metadata names it. */
  tool: string;
  /** What it measured where it found nothing. */
  category: Category;
  /** Null for what is a vulnerability of a package after all. */
  read(vulnerability: Json, component: Component, position: string): Observation | null;
}

const DIALECTS: readonly CycloneDxDialect[] = [{ tool: 'checkov', category: 'iac', read: checkovResult }];

export function dialectResult(vulnerability: Json, component: Component, position: string): Observation | null {
  for (const { read } of DIALECTS) {
    const observation = read(vulnerability, component, position);
    if (observation !== null) return observation;
  }
  return null;
}

/** What one of the tools of a document without results measured; null where it is what the format is made for. */
export function dialectCategory(tools: readonly string[]): Category | null {
  return DIALECTS.find(({ tool }) => tools.includes(tool))?.category ?? null;
}
