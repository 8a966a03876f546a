import type { Confidence, Severity } from '#lib/domain/finding/finding.ts';
import type { SharedPipelineQuestion } from '#lib/domain/identity/checks.ts';
import type { Edit } from './diff.ts';
import type { GithubFile, GitlabFile } from './model.ts';

/** What a rule says of one place of a file. */
export interface Match {
  /** Lines of the evidence, from 1. */
  line: number;
  endLine?: number;
  job: string | null;
  step: string | null;
  /** What is wrong here, in a sentence or two. */
  message: string;
  /** Where this place weighs more or less than the rule. */
  severity?: Severity;
  /** Shown in place of the lines, where these must not be: the value of a secret. */
  evidence?: string;
  /** The question that other tools ask too, and what of this place they all name. */
  shared?: SharedPipelineQuestion;
  edits?: readonly Edit[] | undefined;
  /** Texts that may be secrets: nothing of what is stored may hold them. */
  secrets?: readonly string[];
}

/** What people read about a rule: everything but how it looks. */
export interface Explanation {
  id: string;
  title: string;
  /** What an attacker makes of it. */
  why: string;
  /** What to do about it. */
  fix: string;
  severity: Severity;
  /** How sure it is: `high` unless it says otherwise. */
  confidence?: Confidence;
  /** CICD-SEC risks of OWASP, sections of the CIS Software Supply Chain guide, levels of SLSA. */
  controls: readonly string[];
  cwes: readonly number[];
  references: readonly string[];
}

export type Rule = Explanation &
  (
    | { of: 'github'; check: (file: GithubFile, known: Known) => Match[] }
    | { of: 'gitlab'; check: (file: GitlabFile, known: Known) => Match[] }
  );

/** What rules know beside the file. */
export interface Known {
  /** Names of tools that test or scan, in lower case. */
  tools: ReadonlySet<string>;
}

export const GITHUB_DOCS = {
  secureUse: 'https://docs.github.com/en/actions/reference/security/secure-use',
  injection: 'https://docs.github.com/en/actions/concepts/security/script-injections',
  oidc: 'https://docs.github.com/en/actions/concepts/security/openid-connect',
  environments: 'https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments',
  syntax: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax',
} as const;

export const GITLAB_DOCS = {
  security: 'https://docs.gitlab.com/ci/pipeline_security/',
  include: 'https://docs.gitlab.com/ci/yaml/#include',
  variables: 'https://docs.gitlab.com/ci/variables/',
  environments: 'https://docs.gitlab.com/ci/environments/protected_environments/',
  dind: 'https://docs.gitlab.com/ci/docker/using_docker_build/',
  runners: 'https://docs.gitlab.com/ci/runners/configure_runners/',
} as const;
