import type { Lines, MapNode, Node, TextNode } from './node.ts';

/** What a file of a pipeline is. */
export type PipelineKind = 'workflow' | 'action' | 'gitlab';

interface PipelineFile {
  path: string;
  /** Lines of the file, as they are. */
  lines: readonly string[];
}

/** `uses:` of a step or a job. */
export interface Uses extends Lines {
  text: string;
  place: 'local' | 'image' | 'repository';
  /** `owner/name`, with the folder in it where there is one; of an image all but tag and digest. */
  name: string;
  /** Branch, tag or commit; of an image tag or digest. Empty where none is named. */
  ref: string;
}

export interface Step extends Lines {
  index: number;
  /** By which people know it: id, name, or the action that it uses; else its number. */
  key: string;
  uses: Uses | null;
  run: TextNode | null;
  shell: string | null;
  condition: string | null;
  env: Node | null;
  with: Node | null;
  node: MapNode;
}

export interface Job extends Lines {
  /** Empty for the steps of an action. */
  key: string;
  /** Line of its name, where a part of it that is missing would be. */
  nameLine: number;
  condition: string | null;
  permissions: Node | null;
  env: Node | null;
  environment: Node | null;
  runsOn: Node | null;
  /** A workflow that it calls. */
  uses: Uses | null;
  secrets: Node | null;
  steps: readonly Step[];
  node: MapNode;
}

/** A workflow of GitHub Actions, or an action that is made of steps. */
export interface GithubFile extends PipelineFile {
  kind: 'workflow' | 'action';
  /** Events that start it; null for an action, which any event may. */
  events: ReadonlySet<string> | null;
  env: Node | null;
  permissions: Node | null;
  jobsLine: number;
  jobs: readonly Job[];
  root: MapNode;
}

/** Lines of shell of a GitLab job, each with the line of the file that it stands on. */
export interface GitlabJob extends Lines {
  key: string;
  nameLine: number;
  /** A template that other jobs extend, or one that the file only includes a part of. */
  isHidden: boolean;
  /** It extends what another file has: what is not here may be there. */
  isPartial: boolean;
  scripts: readonly TextNode[];
  /** What it has itself. */
  own: MapNode;
  /** With what it extends, and the defaults. */
  node: MapNode;
}

export interface GitlabFile extends PipelineFile {
  kind: 'gitlab';
  root: MapNode;
  /** It includes other files, which may hold anything. */
  hasIncludes: boolean;
  jobs: readonly GitlabJob[];
}

export type ParsedFile = GithubFile | GitlabFile;
