import type { Category } from '#lib/domain/finding/finding.ts';

export const FRAMEWORK_IDS = ['owasp', 'risk-areas', 'cis', 'slsa'] as const;
export type FrameworkId = (typeof FRAMEWORK_IDS)[number];

/** What a control is judged by. Each is counted over the repositories and systems that it is about. */
export type Check =
  /** A rule about an inventory of who may do what. */
  | { kind: 'privilege'; rule: string; title: string }
  /** A rule about files of pipelines. */
  | { kind: 'pipeline'; rule: string; title: string }
  /** Each repository is scanned for it, and has nothing critical or high open. */
  | { kind: 'scan'; category: Category; title: string }
  /** The policy judges what is delivered, and the last answer about the default branch was no failure. */
  | { kind: 'gate'; title: string }
  /** A section of an inventory that the rule needs could be read. */
  | { kind: 'answered'; rule: string; title: string };

export interface Control {
  id: string;
  title: string;
  /** The part of the framework that it belongs to; null where it has none. */
  part: string | null;
  checks: readonly Check[];
  page: string | null;
}

export interface Framework {
  id: FrameworkId;
  name: string;
  about: string;
  page: string | null;
  controls: readonly Control[];
}

/** Names one check among those of every framework. */
export function checkId(check: Check): string {
  switch (check.kind) {
    case 'privilege':
    case 'pipeline':
    case 'answered':
      return `${check.kind}:${check.rule}`;
    case 'scan':
      return `scan:${check.category}`;
    case 'gate':
      return 'gate';
  }
}
