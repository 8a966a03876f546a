import type { Category, Confidence, Location, Severity } from '#lib/domain/finding/finding.ts';
import type { SharedPipelineQuestion } from '#lib/domain/identity/checks.ts';
import type { Json } from '#lib/scanners/shared/text.ts';
import type { TrustedName } from '#lib/scanners/shared/trusted-fingerprint.ts';
import type { RuleInfo } from './rule-info.ts';

/** One result with the parts that were read already. */
export interface SarifItem {
  result: Json;
  rule: RuleInfo;
  message: string;
  /** The first one is the primary; may be empty. */
  locations: readonly Location[];
}

/** A package as a report names it. `ecosystem`: a purl type, where the tool knows only one. */
export interface NamedPackage {
  name: string;
  version: string | null;
  ecosystem?: string;
}

export interface SarifSeverity {
  severity: Severity;
  /** The score or the level, from wherever it was taken; null when the report says neither. */
  reported: string | null;
  /** The score of the `security-severity`, where there is one. */
  score: number | null;
}

/**
 * What one tool writes differently from what the SARIF specification says. Everything but the id is optional: a tool
 * that is on no list is read by the specification alone. Patterns and functions see hostile text: keep them bounded.
 */
export interface SarifDialect {
  /** The scanner's id, as it is stored with findings and streams: lower case, dashes between words. */
  id: string;
  /** Other names that the tool signs with (`tool.driver.name`), in lower case, without anything but letters and digits. */
  aliases?: readonly string[];
  /** Driver names, in lower case with dashes between words, of runs whose results are errors of the tool itself. */
  errorRuns?: readonly string[];

  /** Category of every result, or of each by its rule. Rule `null`: of a report that holds no result and no rule. */
  category?: Category | ((rule: RuleInfo | null, image: boolean) => Category);
  /** Ids of rules that belong to this tool even in runs of other tools: this dialect reads their category, check and licence. */
  rules?: RegExp;
  /** The rule's id without what changes between two runs. */
  ruleId?(id: string): string;
  /** The rule's id out of the message, of a result that names no rule. */
  ruleInMessage?(message: string): string | null;
  /** The check's name that several scanners share (`lib/domain/identity/checks.ts`); null: the rule's own id. */
  check?(ruleId: string): string | null;

  /** Text in a rule's short description that, beside the rule's id, has no information. */
  emptyTitle?: RegExp;
  /** The rule's title as it is to be shown; null: the message says it better. */
  title?(title: string): string | null;
  /** The message as it is to be shown, and as other formats of the tool have it; null: all of it. */
  message?(item: SarifItem): string | null;
  /** The text of how to fix it, from one of the result's `fixes`. */
  fix?(fix: Json): string | null;

  /** The level `none` means that the tool knows no severity: no score counts then. */
  noneIsUnknown?: true;
  /** What the tool itself calls the result, before any score and level; null: what those say. */
  says?(item: Pick<SarifItem, 'rule' | 'message' | 'result'>): SarifSeverity | null;
  /** Severity of a result without a score; null: what its level says. */
  severity?(rule: RuleInfo, level: string | null, result: Json): Severity | null;
  /** Null: what result and rule say. */
  confidence?(result: Json): Confidence | null;
  /** The rule's `precision` says nothing about a result. */
  ignoresPrecision?: true;

  /** A path as written, from the repository's root; null: the result is at no file. */
  path?(path: string): string | null;
  /** The locations in another order, or with another place before them. `image`: of the run. */
  places?(item: SarifItem, image: string | null): readonly Location[];
  /** Address of the resource. `stated`: what the report says by the specification's means. */
  resource?(item: SarifItem, stated: string | null): string | null;
  /** The vulnerable package. `stated`: what fields of the message, the rule's help or its title say. */
  package?(item: SarifItem, stated: NamedPackage | null): NamedPackage | null;
  /** Versions of the package that fix it, where the report names none in a field. */
  fixedVersions?(item: SarifItem, packageName: string): string[];
  /** License and package of a result about one. */
  license?(rule: RuleInfo): { license: string; package: NamedPackage } | null;
  /** Whether the result is about a container image, where the run does not say so. */
  isOfImage?(message: string): boolean;
  /** Name of the image that a run is about, beside the properties that every tool may use. */
  runImage?(run: Json): string | null;
  /** Name of the image that a result is about. `stated`: what stands before a digest in the logical location. */
  image?(item: SarifItem, stated: string | null): string | null;
  /** The line with the secret, where it is not the snippet. */
  secretLine?(message: string): string | null;
  /** The secret's value, where the snippet is the secret itself and not the line around it. */
  secretIn?(item: SarifItem, snippet: string): string | null;
  /** The host that the message names, for a location that holds the path alone. */
  host?(message: string): string | null;
  /** Job and step of a workflow. */
  job?(item: SarifItem): { job: string | null; step: string | null };
  /** The question about a workflow that other scanners ask too (`lib/domain/identity/checks.ts`); null: only this one does. */
  question?(item: SarifItem): SharedPipelineQuestion | null;

  /** Whether a notification below the level `error` means that something was not looked at. */
  isGap?(kind: string, text: string): boolean;
  /** The part of a notification's text that may be shown. */
  gapText?(text: string): string;
  /** Whether a result tells that a file could not be read. */
  isParseFailure?(ruleId: string, message: string): boolean;

  /** Whether another format of this scan has no code to show. */
  codeIsOptional?(result: Json): boolean;
  /** Fingerprints that are known to be made of content, best first. */
  trusted?: readonly TrustedName[];
}
