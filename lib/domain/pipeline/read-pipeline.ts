import { kindOfPath, kindOfText } from './kind-of-file.ts';
import type { ParsedFile, PipelineKind } from './model.ts';
import type { Node } from './node.ts';
import { readAction, readWorkflow } from './read-github.ts';
import { readGitlab } from './read-gitlab.ts';
import { readYaml, type YamlProblem } from './read-yaml.ts';

/** Where a file whose sender names no path must stand, by what it is. */
const USUAL_PATH: Readonly<Record<PipelineKind, string>> = {
  workflow: '.github/workflows/workflow.yml',
  action: 'action.yml',
  gitlab: '.gitlab-ci.yml',
};

/** The place of a file in its repository: as it was named, or where files of its kind stand. */
export function placeOfFile(name: string | null, kind: PipelineKind): string {
  const path = (name ?? '').replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
  if (path === '') return USUAL_PATH[kind];
  // GitHub runs workflows of this folder only: a bare file name is one in it.
  return kind === 'workflow' && !path.includes('/') ? `.github/workflows/${path}` : path;
}

/**
 * Reads a file of a pipeline.
 * @param path where it stands, null when that is not known
 * @returns a problem where it is none, or breaks a limit
 */
export function readPipeline(text: string, path: string | null): ParsedFile | YamlProblem {
  const plain = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const kind = (path === null ? null : kindOfPath(path)) ?? kindOfText(plain);
  if (kind === null) return { line: 1, column: 1, message: 'neither a workflow, nor an action, nor a GitLab CI file' };
  const documents = readYaml(plain);
  if (!Array.isArray(documents)) return documents;
  const root = rootOf(documents, kind);
  if (root?.kind !== 'map') return { line: root?.line ?? 1, column: 1, message: `not a map of names: ${SAYS[kind]}` };
  const head = { path: placeOfFile(path, kind), lines: plain.split('\n') };
  const read = READERS[kind](root, head);
  return typeof read === 'string' ? { line: root.line, column: 1, message: read } : read;
}

const READERS = { workflow: readWorkflow, action: readAction, gitlab: readGitlab } as const;
const SAYS = {
  workflow: 'a workflow has on and jobs',
  action: 'an action has runs',
  gitlab: 'a GitLab CI file has jobs',
} as const;

/** GitLab's components have a document `spec` before the one with the jobs. */
function rootOf(documents: readonly Node[], kind: PipelineKind): Node | undefined {
  return kind === 'gitlab' ? documents.at(-1) : documents[0];
}
