import type { Product } from './product.ts';

/** What somebody says of a vulnerability in a product, in the words of VEX. */
export const STATEMENT_STATUSES = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const;
export type StatementStatus = (typeof STATEMENT_STATUSES)[number];

export const STATEMENT_FORMATS = ['openvex', 'csaf', 'cyclonedx'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

/** Why a product is not affected: the five words of OpenVEX and CSAF, and those of CycloneDX that say something else. */
export const JUSTIFICATIONS = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
  'false_positive',
  'requires_configuration',
  'requires_dependency',
  'requires_environment',
  'protected_by_compiler',
  'protected_at_runtime',
  'protected_at_perimeter',
] as const;
export type Justification = (typeof JUSTIFICATIONS)[number];

/** One entry of a document, as it was read. */
export interface Statement {
  /** Where it stands in the document: `statements[3]`. */
  position: string;
  /** Every name of the vulnerability, normalised; at least one. */
  names: string[];
  status: StatementStatus;
  justification: Justification | null;
  /** Why it is not affected, in the author's own words. */
  impact: string | null;
  /** What to do about it, in the author's own words. */
  action: string | null;
  /** When it was known to be so; null: the document's own time. */
  statedAt: Date | null;
  products: Product[];
}

/** An entry that could not be used: listed, never left out in silence. */
export interface SkippedStatement {
  position: string;
  reason: string;
}

/** A document, as it was read. */
export interface StatementDocument {
  format: StatementFormat;
  /** Its own name for itself, the same in each of its versions. */
  id: string;
  version: string;
  author: string;
  /** What the author is to the product, in the author's words. */
  role: string | null;
  statedAt: Date;
  statements: Statement[];
  skipped: SkippedStatement[];
}

/** Of a document, how many statements may be loaded, and how many products all of them may name. */
export const STATEMENT_LIMITS = { bytes: 16 * 1024 * 1024, depth: 64, statements: 20_000, products: 100_000 } as const;
