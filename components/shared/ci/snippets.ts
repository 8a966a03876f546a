import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { jenkins } from './jenkins.ts';
import type { BuiltSnippet, SnippetInput } from './parts.ts';
import { shell } from './shell.ts';

export const SYSTEMS = ['github', 'gitlab', 'jenkins', 'shell'] as const;
export type System = (typeof SYSTEMS)[number];

export const SYSTEM_NAME: Record<System, string> = {
  github: 'GitHub Actions',
  gitlab: 'GitLab CI',
  jenkins: 'Jenkins',
  shell: 'Shell',
};

/** What to paste into this CI system so that every run scans and sends the report. */
export function snippetFor(system: System, input: SnippetInput): BuiltSnippet {
  switch (system) {
    case 'github':
      return github(input);
    case 'gitlab':
      return gitlab(input);
    case 'jenkins':
      return jenkins(input);
    case 'shell':
      return shell(input);
  }
}
