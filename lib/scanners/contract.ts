import type { Category, Observation } from '#lib/domain/finding/finding.ts';
import type { JudgedSubjects } from '#lib/domain/judged/judged-subject.ts';
import type { Inventory } from '#lib/domain/privilege/inventory.ts';
import type { InventoryFacts } from '#lib/domain/privilege/inventory-facts.ts';
import type { PrivilegeSettings } from '#lib/domain/privilege/settings.ts';
import type { ReportOrigin } from '#lib/domain/provenance/provenance.ts';
import type { Gap, StandsFor } from '#lib/domain/stream/gap.ts';

export type { Gap, StandsFor };

/** The bytes of one report, already decompressed from its transfer encoding. Can be read more than once. */
export interface ReportSource {
  size: number;
  /** File name as the client sent it, a hint only; detection is by content. */
  filename: string | null;
  chunks(): AsyncIterable<Uint8Array>;
  /** One slice, for formats that need random access (zip). */
  slice(start: number, end: number): Promise<Uint8Array>;
}

/**
 * What detection sees: the beginning of the document, parsed tolerantly. For JSON, `value` is the document cut off
 * where the head ends (arrays and objects closed early), so that tests on it may only ask whether something *is there*.
 */
export type Outline =
  | { kind: 'json'; value: unknown }
  | { kind: 'jsonl'; value: unknown }
  | { kind: 'xml'; root: string; namespace: string | null; attributes: Record<string, string>; children: string[] }
  | { kind: 'zip'; entries: string[] }
  | { kind: 'text'; head: string };

/** An item that could not be read: counted and shown, never dropped in silence. */
export interface SkippedItem {
  position: string;
  reason: string;
  /** It closes nothing that it may stand for: where nothing is said here, nothing of its part; null: the part's gaps say it. */
  standsFor?: StandsFor | null;
}

/** `part` is an index into `ReportSummary.parts`; without it, the first (or only) one. */
export interface Sink {
  observation(observation: Observation, part?: number): void;
  skipped(item: SkippedItem, part?: number): void;
  /** Texts that may be secrets, of an item that gives no observation: the stored report keeps none of them. */
  holds?(texts: readonly string[]): void;
  /** What an inventory says of who may do what, beside what is wrong with it. */
  inventory?(inventory: Inventory): void;
}

/** What one tool says of one subject. Each part feeds a stream of its own. */
export interface ReportPart {
  /** The tool that wrote it: part of the stream's identity. */
  scanner: string;
  scannerVersion: string | null;
  /** What was scanned, in words that stay from run to run (image without tag, project, analysis); null when not said. */
  subject: string | null;
  /** Categories that it measured, even when it found nothing in them. */
  categories: Category[];
  /** Empty when the scan was whole. */
  gaps: Gap[];
  /** Of inventories: what it is of, and what each section gave. */
  inventory?: InventoryFacts;
  /** Of what is judged by rules of our own: each thing that was looked at, and how it came out. */
  subjects?: JudgedSubjects;
}

/** What a report says about itself, beside its results. */
export interface ReportSummary {
  /** One for each tool and subject, whatever their order in the document; at least one. */
  parts: ReportPart[];
  /** When the scan itself says that it started or was made, ISO 8601; null when it does not say. */
  scannedAt: string | null;
  /** What it says of the repository and commit that it was made of, where its format has places for that. */
  origins?: ReportOrigin[];
}

/** By what an organization wants reports judged that state facts only. */
export interface Judging {
  privileges?: PrivilegeSettings | undefined;
}

export interface Scanner {
  /** Folder name, lower case: `semgrep`. */
  id: string;
  name: string;
  /** Other words that a client may claim for this format: `zap-xml`. */
  aliases: readonly string[];
  categories: readonly Category[];
  docsUrl: string;
  /** Its empty report is a bare `[]` or `null`, which names no tool: accepted only when the client claims this scanner. */
  emptyByClaim?: true;
  /** Members of JSON whose texts are never kept, whatever they are. */
  drops?(key: string, holdsRows: boolean): boolean;
  /** Whether a text is kept after all, by the members that it lies in; what looks like a secret is masked there too. */
  keeps?(within: (name: string) => boolean): boolean;
  /** Only what is there counts; must be false for every other scanner's documents. */
  accepts(outline: Outline): boolean;
  /** Throws ReportError when the structure is wrong; one bad record is `sink.skipped`. */
  parse(source: ReportSource, sink: Sink, by?: Judging): Promise<ReportSummary>;
}

/** The document is not what it claims to be, or is broken. Shown to the person who posted it. */
export class ReportError extends Error {
  readonly position: string | null;
  constructor(reason: string, position: string | null = null) {
    super(reason);
    this.name = 'ReportError';
    this.position = position;
  }
}
