import { deliveryLines, quoted } from './delivery.ts';
import {
  type BuiltSnippet,
  claim,
  failLine,
  fromRemote,
  groovy,
  listed,
  type SnippetInput,
  scanLines,
  secretsOf,
  settingsNote,
} from './parts.ts';

const credential = (variable: string): string => variable.toLowerCase().replaceAll('_', '-');

const binding = (variable: string): string =>
  `string(credentialsId: '${credential(variable)}', variable: '${variable}')`;

/** A declarative pipeline for an agent that has what the installation needs. */
export function jenkins({ address, recipe, repo }: SnippetInput): BuiltSnippet {
  const { name, install, file, secrets = [] } = recipe;
  const send = deliveryLines({
    address,
    file,
    fields: [
      ['repo', repo === null ? fromRemote('echo "$GIT_URL"') : quoted(repo)],
      ['pipeline', '"$JOB_NAME"'],
      ...claim(recipe),
      ['ref', `"\${BRANCH_NAME:-\${GIT_BRANCH#origin/}}"`],
      ['commit', '"$GIT_COMMIT"'],
      ['run_id', '"$BUILD_NUMBER"'],
      ['run_url', '"$BUILD_URL"'],
      ['complete', '"$COMPLETE"'],
      ['wait', '60'],
    ],
  });
  const bound = secrets.length === 0 ? 10 : 12;
  const scan = groovy([`rm -f ${file}`, ...scanLines(recipe)], bound).slice('sh '.length);
  const scanned = [
    ...(secrets.length === 0 ? [] : [`          withCredentials([${secrets.map(binding).join(', ')}]) {`]),
    `${' '.repeat(bound)}def code = sh(returnStatus: true, script: ${scan})`,
    `${' '.repeat(bound)}env.COMPLETE = code == 0 ? '' : 'false'`,
    ...(secrets.length === 0 ? [] : ['          }']),
  ];
  const lines = [
    'pipeline {',
    '  agent any',
    "  triggers { cron('H 4 * * *') }",
    '  stages {',
    `    stage('${name}') {`,
    '      steps {',
    ...(install.length === 0 ? [] : [`        ${groovy(install, 8)}`]),
    '        script {',
    ...scanned,
    '        }',
    `        withCredentials([${binding('PLUMBLINE_TOKEN')}]) {`,
    `          ${groovy(send, 10)}`,
    '        }',
    `        ${groovy([failLine('COMPLETE')], 8)}`,
    '      }',
    '    }',
    '  }',
    '}',
  ];
  return {
    title: 'Jenkinsfile',
    code: `${lines.join('\n')}\n`,
    secrets: `${listed(secretsOf(recipe).map(credential))} ${secrets.length === 0 ? 'as a credential' : 'as credentials'} of the kind “Secret text”: Manage Jenkins > Credentials.${settingsNote(recipe, 'environment variables')}`,
  };
}
