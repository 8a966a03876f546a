import { asArray, asInteger, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import type { SarifDialect } from './dialect.ts';
import { type RuleInfo, ruleInfo } from './rule-info.ts';
import type { Taxonomies } from './taxonomy.ts';
import type { Dialects } from './tool.ts';

interface Component {
  name: string | null;
  guid: string | null;
  rules: readonly unknown[];
  byId: ReadonlyMap<string, Json>;
  strings: Json;
}

export interface FoundRule {
  info: RuleInfo;
  /** `globalMessageStrings` of the component that holds the rule. */
  strings: Json;
  /** The tool that the rule belongs to: the one that signed the run, or the one that the id reveals. */
  owner: SarifDialect;
}

function componentOf(value: unknown): Component {
  const component = asRecord(value);
  const rules = asArray(component.rules);
  const byId = new Map<string, Json>();
  for (const each of rules) {
    const rule = asRecord(each);
    const id = asString(rule.id);
    if (id !== null && !byId.has(id)) byId.set(id, rule);
  }
  const strings = asRecord(component.globalMessageStrings);
  return { name: asString(component.name), guid: asString(component.guid), rules, byId, strings };
}

/** Rules of a run's tool, in its driver and its extensions. */
export class Rules {
  private readonly dialects: Dialects;
  private readonly dialect: SarifDialect;
  private readonly driver: Component;
  private readonly extensions: readonly Component[];
  private readonly taxonomies: Taxonomies;
  private readonly known = new Map<Json, Map<string, FoundRule>>();

  constructor(dialects: Dialects, dialect: SarifDialect, toolObject: Json, taxonomies: Taxonomies) {
    this.dialects = dialects;
    this.dialect = dialect;
    this.taxonomies = taxonomies;
    this.driver = componentOf(toolObject.driver);
    this.extensions = asArray(toolObject.extensions).map(componentOf);
  }

  /** Every rule that the run describes: what it looked for, where a tool describes more than what it found. */
  all(): FoundRule[] {
    return [this.driver, ...this.extensions].flatMap((component) =>
      [...component.byId].map(([id, rule]) => this.found(rule, id, component)),
    );
  }

  /** The rule of a result; with its id only, when the run does not describe it. */
  of(result: Json): FoundRule {
    const reference = asRecord(result.rule);
    const id = asString(result.ruleId) ?? asString(reference.id);
    const index = asInteger(result.ruleIndex) ?? asInteger(reference.index);
    const component = this.componentFor(asRecord(reference.toolComponent));
    const indexed = index !== null && index >= 0 ? asRecord(component.rules[index]) : {};
    const indexedId = asString(indexed.id);
    // Some tools write wrong indexes: use an index only if its rule has the result's id.
    if (indexedId !== null && (id === null || id === indexedId || id.startsWith(`${indexedId}/`))) {
      return this.found(indexed, id ?? indexedId, component);
    }
    for (const each of [component, this.driver, ...this.extensions]) {
      const rule = id === null ? null : lookUp(each.byId, id);
      if (rule !== null && id !== null) return this.found(rule, id, each);
    }
    return this.found(NO_RULE, id ?? this.nameInMessage(result) ?? 'unnamed-rule', component);
  }

  private componentFor(reference: Json): Component {
    const index = asInteger(reference.index);
    const byIndex = index === null ? undefined : this.extensions[index];
    if (byIndex !== undefined) return byIndex;
    const guid = asString(reference.guid);
    const name = asString(reference.name);
    const match = (each: Component) => (guid !== null && each.guid === guid) || (name !== null && each.name === name);
    return this.extensions.find(match) ?? this.driver;
  }

  private found(rule: Json, id: string, component: Component): FoundRule {
    let byId = this.known.get(rule);
    if (byId === undefined) {
      byId = new Map();
      this.known.set(rule, byId);
    }
    let found = byId.get(id);
    if (found === undefined) {
      const info = ruleInfo(id, rule, this.taxonomies, this.dialect.emptyTitle);
      const clean = this.dialect.ruleId?.(id) ?? id;
      const owner = this.dialects.ofRule(clean) ?? this.dialect;
      found = { info: { ...info, id: clean }, strings: component.strings, owner };
      // Limit the cache: a report may name a new, undescribed rule in every result.
      if (rule !== NO_RULE || byId.size < 1000) byId.set(id, found);
    }
    return found;
  }

  private nameInMessage(result: Json): string | null {
    const text = asString(asRecord(result.message).text);
    return text === null ? null : (this.dialect.ruleInMessage?.(text) ?? null);
  }
}

const NO_RULE: Json = {};

/** By id, then by the ids above it: `CA1000/1` is a case of `CA1000`. */
function lookUp(rules: ReadonlyMap<string, Json>, id: string): Json | null {
  const exact = rules.get(id);
  if (exact !== undefined) return exact;
  let part = id.slice(0, 1000);
  for (let slash = part.lastIndexOf('/'); slash > 0; slash = part.lastIndexOf('/')) {
    part = part.slice(0, slash);
    const rule = rules.get(part);
    if (rule !== undefined) return rule;
  }
  return null;
}
