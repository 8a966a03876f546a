/** Limits on what one report may hold; each is named in the error that it causes. */
export const LIMITS = {
  jsonDepth: 128,
  /** One cut-out element, bytes. */
  jsonElement: 64 * 1024 * 1024,
  /** Everything of a JSON document that is not a cut-out element, bytes (white space not counted). */
  jsonSkeleton: 64 * 1024 * 1024,
  results: 1_000_000,
  /** Findings in one report, so that reading child and worker each stay below 512 MB. */
  findings: 250_000,
  xmlDepth: 128,
  xmlAttributes: 256,
  /** Text and attributes held at one time for one element, characters. */
  xmlElement: 64 * 1024 * 1024,
  zipMembers: 1_000,
  /** Members that are the scanned project's own source, beside the others. */
  zipSources: 10_000,
  zipTotal: 512 * 1024 * 1024,
  /** Inflated : deflated, for members above `zipRatioFrom` inflated bytes. */
  zipRatio: 200,
  zipRatioFrom: 1024 * 1024,
  /** Some tools write a run for each project of a repository. */
  sarifRuns: 1_000,
  /** Different tools in one report, and tools with their subjects: each of these is a stream of its own. */
  sarifTools: 20,
  sarifParts: 100,
} as const;
