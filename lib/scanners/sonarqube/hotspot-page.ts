import type { Observation } from '#lib/domain/finding/finding.ts';
import { asRecord, asString, isRecord, type Json, oneLine, stripHtml } from '#lib/scanners/shared/text.ts';
import { readIssue } from './issue.ts';
import { NO_PAGE } from './page.ts';

/** An answer of `api/hotspots/show`: one hotspot, with its rule and its component as objects. */
export function isHotspotAnswer(answer: Json): boolean {
  const { key, rule, component, status } = answer;
  if (!isRecord(rule) || !isRecord(component) || asString(key) === null || asString(status) === null) return false;
  return 'vulnerabilityProbability' in rule || 'securityCategory' in rule;
}

/** The hotspot as `api/hotspots/search` has it, so that both name the same one; that answer has no `hash`. */
export function readHotspotAnswer(answer: Json, position: string): Observation | string | null {
  const rule = asRecord(answer.rule);
  const component = asRecord(answer.component);
  const ruleKey = asString(rule.key);
  const componentKey = asString(component.key);
  const path = asString(component.path);
  const name = asString(rule.name);
  const item: Json = {
    ...answer,
    hash: null,
    ruleKey,
    component: componentKey,
    project: asString(asRecord(answer.project).key),
    securityCategory: rule.securityCategory,
    vulnerabilityProbability: rule.vulnerabilityProbability,
  };
  delete item.rule;
  const page = {
    ...NO_PAGE,
    paths: new Map(componentKey && path ? [[componentKey, path] as const] : []),
    rules: new Map(ruleKey && name ? [[ruleKey, oneLine(name)] as const] : []),
  };
  const found = readIssue(item, page, true, position);
  if (found === null || typeof found === 'string') return found;
  return { ...found, remediation: asString(stripHtml(asString(rule.fixRecommendations) ?? '')) };
}
