import type { SharedPipelineQuestion } from '#lib/domain/identity/checks.ts';
import type { CodeLines } from './code-lines.ts';

/** The canonical record: what every scanner's result is translated to, and the words the whole product uses. */

/** In the order of their weight. `unknown`: no source states one; shown as that, and counted as medium, never as harmless. */
export const SEVERITIES = ['critical', 'high', 'medium', 'unknown', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a source can state. */
export const STATED_SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const satisfies readonly Severity[];
export type StatedSeverity = (typeof STATED_SEVERITIES)[number];

export const CATEGORIES = [
  'sast',
  'dependency',
  'secret',
  'iac',
  'container',
  'dast',
  'pipeline',
  'privilege',
  'license',
  'quality',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** How sure the scanner is. `verified` means that it was tried (a live secret, a confirmed exploit). */
export const CONFIDENCES = ['verified', 'high', 'medium', 'low', 'unknown'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/**
 * State of a finding in its repository. `accepted` and `false_positive`: it would be open, but an exception is in force;
 * `branch`: seen only on refs that are not tracked, so it never moves posture; `suppressed`: the scanner itself reports it
 * as suppressed (in code or by triage).
 */
export const FINDING_STATES = ['open', 'accepted', 'false_positive', 'fixed', 'branch', 'suppressed'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** What an exception says of a finding while it is in force: its risk is accepted, or there is none. */
export const DECISIONS = ['accepted', 'false_positive'] as const satisfies readonly FindingState[];
export type Decision = (typeof DECISIONS)[number];

/** A place in a repository. Lines and columns start at 1; `path` is relative to the repository's root. */
export interface Location {
  path: string | null;
  startLine: number | null;
  endLine: number | null;
  startColumn: number | null;
  /** Only to tell results at one place apart; not stored. */
  endColumn?: number | null;
  /** Source text as reported, before redaction when it leaves a parser; after it everywhere else. */
  snippet: string | null;
  /** More of the file than the snippet, around it. Only shown: no part of a key, and no change when it alone changes. */
  around?: CodeLines;
  /** What the place is for a person, when it is not a file: a URL, a resource address, a class name. */
  label: string | null;
}

/** A package, by the words of the package-url specification. */
export interface PackageRef {
  /** purl type: npm, pypi, maven, golang, deb, rpm, apk, cargo, gem, nuget, composer, github, generic … */
  ecosystem: string;
  /** Full name in the ecosystem's own spelling, namespace included: `@scope/name`, `group:artifact`. */
  name: string;
  version: string | null;
}

/** What the finding is about; its category decides which words its identity is made of. */
export type Subject =
  | { category: 'sast' }
  | { category: 'quality' }
  | {
      category: 'dependency';
      package: PackageRef;
      /** Every name of the advisory: the tool's own id, CVE, GHSA, …; at least one. */
      advisories: string[];
      /** Versions that fix it, lowest first; empty when no fix is known. */
      fixedVersions: string[];
      direct: boolean | null;
      /** The lock file or manifest. */
      manifest: string | null;
    }
  | {
      category: 'container';
      /** Image reference as reported; tag and digest do not enter the identity. */
      image: string;
      package: PackageRef;
      advisories: string[];
      fixedVersions: string[];
    }
  | { category: 'license'; package: PackageRef; license: string }
  | {
      category: 'secret';
      /** The value itself when the report holds it. It lives in the parser's process only, never in a store. */
      value: string | null;
      /** The matched line or text (may hold the value; redacted with it). */
      match: string | null;
    }
  | {
      category: 'iac';
      /** The check's name that scanners share, or the one that it keeps through a scanner's versions; null: the rule's id. */
      check: string | null;
      resource: string | null;
    }
  | { category: 'dast'; method: string | null; url: string; parameter: string | null }
  | {
      category: 'pipeline';
      workflow: string;
      job: string | null;
      step: string | null;
      /** The question that several scanners ask of the same place, and what of it all of them name; left out: the rule's own. */
      shared?: SharedPipelineQuestion;
      /** A change of the file that closes it, as a unified diff. */
      change?: string;
    }
  | {
      category: 'privilege';
      principal: string;
      resource: string;
      /**
       * Where principal and resource are ids: names for people, the setting that closes it, and the system it is set in.
       * `fix`: the setting's own id, where it closes findings of several rules.
       */
      shown?: { principal: string | null; resource: string; setting: string; system: string; fix?: string };
    };

/** Why the scanner itself does not count a result. `external`: decided in the scanner's own triage. */
export interface Suppression {
  kind: 'in_code' | 'external';
  justification: string | null;
}

/** A fingerprint that stays when code around it changes. `pathFree`: also when the code moves to another file. */
export interface TrustedFingerprint {
  value: string;
  pathFree: boolean;
}

/** One result of one report, translated. Not stored on its own. */
export interface Observation {
  subject: Subject;
  /** Id of the tool that found it, whatever format carried it. */
  scanner: string;
  rule: {
    /** Stable id, cleaned of what varies between runs (rule folder prefixes, temporary paths). */
    id: string;
    /** Ids that earlier versions gave the rule, as the report says. */
    formerIds?: readonly string[];
    name: string | null;
    helpUrl: string | null;
  };
  /** One line for a person; no newline. */
  title: string;
  /** The scanner's own explanation as plain text (HTML and Markdown markup stripped by the parser). */
  message: string;
  /** How to fix it, as the scanner says, or null. */
  remediation: string | null;
  severity: Severity;
  /** The scanner's own word or number, untouched. */
  severityReported: string | null;
  /** CVSS base score 0-10 when reported. */
  cvss: number | null;
  confidence: Confidence;
  cwes: number[];
  references: string[];
  /** First one is the primary location. */
  locations: Location[];
  /** The report's own fingerprint, where the scanner's code knows that it is made of content; its ordinal taken off. */
  trusted: TrustedFingerprint | null;
  /** Another format of the same scan has no code to show: it takes no part in the key. */
  codeIsOptional?: boolean;
  suppression: Suppression | null;
  /** Where it stands in the report: `runs[0].results[12]`, `line 40`, `site[0].alerts[3]`. */
  position: string;
}
