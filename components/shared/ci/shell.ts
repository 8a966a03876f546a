import { deliveryLines, needs, quoted } from './delivery.ts';
import {
  type BuiltSnippet,
  claim,
  failLine,
  fromRemote,
  indent,
  listed,
  type SnippetInput,
  scanAndGoOn,
  secretsOf,
  settingsNote,
} from './parts.ts';

/** A script for any other CI, and for terminals. */
export function shell({ address, recipe, repo }: SnippetInput): BuiltSnippet {
  const { id, install, file } = recipe;
  const send = deliveryLines({
    address,
    file,
    fields: [
      ['repo', repo === null ? fromRemote('git remote get-url origin') : quoted(repo)],
      ['pipeline', quoted(`plumbline-${id}.sh`)],
      ...claim(recipe),
      ['ref', '"$(git rev-parse --abbrev-ref HEAD)"'],
      ['commit', '"$(git rev-parse HEAD)"'],
      ['complete', '"$complete"'],
      ['wait', '60'],
    ],
  });
  const body = [
    'set -eu',
    needs('PLUMBLINE_TOKEN', 'Export it first'),
    ...install,
    ...scanAndGoOn(recipe),
    ...send,
    failLine('complete'),
  ];
  return {
    title: `plumbline-${id}.sh`,
    // In parentheses a failure ends the script, not the terminal it was pasted into.
    code: `(\n${indent(body, 2)}\n)\n`,
    secrets: `${listed(secretsOf(recipe))} in the environment: from the secret store of your CI, or read -rs PLUMBLINE_TOKEN; export PLUMBLINE_TOKEN in a terminal.${settingsNote(recipe, 'environment variables too')}`,
  };
}
