import type { Severity } from '#lib/domain/finding/finding.ts';
import type { GitlabFile } from '#lib/domain/pipeline/model.ts';
import { get, itemsOf, type Lines, type Node, textOf } from '#lib/domain/pipeline/node.ts';
import { GITLAB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';

export const gitlabUnpinnedInclude: Rule = {
  of: 'gitlab',
  id: 'gitlab-unpinned-include',
  title: 'The pipeline includes a file that others can change',
  why: 'What is included is part of this pipeline: whoever can change the other file, or answers at its address, runs commands here, with the variables and secrets of this project.',
  fix: 'Give a project its ref as a full commit, a remote file its integrity hash, a component a released version; or copy the file into this repository.',
  severity: 'high',
  controls: ['CICD-SEC-3', 'CICD-SEC-4', 'CIS 2.3', 'SLSA Build L3'],
  cwes: [829, 494],
  references: [GITLAB_DOCS.include, GITLAB_DOCS.security],
  check: (file) => includesOf(file).flatMap(inInclude),
};

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i;

function includesOf(file: GitlabFile): readonly Node[] {
  return itemsOf(get(file.root, 'include'));
}

function inInclude(node: Node): Match[] {
  const [remote, project, ref] = ['remote', 'project', 'ref'].map((key) => textOf(get(node, key))?.trim() ?? null);
  // A bare address is a remote file.
  const address = remote ?? (/^https?:\/\//i.test(textOf(node) ?? '') ? textOf(node) : null);
  if (address !== null && address !== undefined) {
    return get(node, 'integrity') === null
      ? [say(node, 'high', `${withoutQuery(address)} is included as it is when the pipeline starts.`)]
      : [];
  }
  if (project !== null && project !== undefined) {
    if (ref !== null && ref !== undefined && (COMMIT.test(ref) || ref.includes('$'))) return [];
    const what =
      ref === null || ref === undefined
        ? 'at the end of its default branch'
        : `at ${ref}, a tag or branch that can move`;
    return [say(node, 'medium', `A file of the project ${project} is included ${what}.`)];
  }
  return inComponent(node);
}

/** A component's release stays; its latest one, a part of a version and a branch do not. */
function inComponent(node: Node): Match[] {
  const component = textOf(get(node, 'component'))?.trim() ?? null;
  if (component === null) return [];
  const version = component.slice(component.lastIndexOf('@') + 1);
  if (!component.includes('@') || COMMIT.test(version) || /^v?\d+\.\d+\.\d+/.test(version) || version.includes('$'))
    return [];
  return [say(node, 'medium', `The component ${component} is included at a version that moves.`)];
}

const withoutQuery = (address: string): string => address.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');

function say(node: Node & Lines, severity: Severity, message: string): Match {
  return { line: node.line, endLine: node.endLine, job: null, step: null, severity, message };
}
