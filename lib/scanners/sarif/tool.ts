import type { SarifDialect } from './dialect.ts';

/** What programs that collect reports put behind a tool's own name: `Some Tool (reported by Codacy)`. */
const COLLECTED_BY = /\s\((?:reported by|megalinter)\s[^()]{1,100}\)\s*$/i;

function aliasesOf({ aliases = [], errorRuns = [] }: SarifDialect): string[] {
  return [...aliases, ...errorRuns.map((name) => name.replaceAll('-', ''))];
}

/** Dialects by the names that tools sign with. */
export class Dialects {
  private readonly byId: ReadonlyMap<string, SarifDialect>;
  private readonly byAlias: ReadonlyMap<string, SarifDialect>;
  private readonly withRules: readonly SarifDialect[];

  constructor(dialects: readonly SarifDialect[]) {
    this.byId = new Map(dialects.map((dialect) => [dialect.id, dialect]));
    this.byAlias = new Map(dialects.flatMap((dialect) => aliasesOf(dialect).map((alias) => [alias, dialect])));
    this.withRules = dialects.filter((dialect) => dialect.rules !== undefined);
  }

  /** By id or alias; a name that is on no list gets a dialect of nothing but its id: `My Tool 2` → `my-tool-2`. */
  ofDriver(name: string): SarifDialect {
    const bare = name
      .slice(0, 200)
      .replace(COLLECTED_BY, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '');
    const id = bare === '' ? 'unnamed-tool' : bare.slice(0, 64);
    return this.byAlias.get(bare.replaceAll('-', '')) ?? this.byId.get(id) ?? { id };
  }

  /** The tool whose rule it is, whoever signed the run; null when the id does not tell. */
  ofRule(ruleId: string): SarifDialect | null {
    return this.withRules.find((dialect) => dialect.rules?.test(ruleId)) ?? null;
  }
}
