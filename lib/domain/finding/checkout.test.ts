import { describe, expect, it } from 'vitest';
import { normalisePath } from './path.ts';

describe('the folder of a checkout is no part of a path', () => {
  it.each([
    // GitHub Actions: /home/runner/work/<repository>/<repository> is where its hosted runners check out; then self-hosted ones
    '/github/workspace',
    '/home/runner/work/web/web',
    '/Users/runner/work/web/web',
    '/__w/web/web',
    'D:\\a\\web\\web',
    '/home/runner/_work/web/web',
    '/opt/actions-runner/_work/web/web',
    '/home/ci/runners/3/_work/web/web',
    'C:\\actions-runner\\_work\\web\\web',
    // Azure DevOps
    '/home/vsts/work/1/s',
    'D:/a/1/s',
    '/__w/1/s',
    '/azp/_work/7/s',
    '/opt/vsts/agent-2/_work/12/s',
    'C:\\agent\\_work\\3\\s',
    'E:\\BuildAgents\\A2\\work\\5\\s',
    // AWS CodeBuild
    '/codebuild/output/src3141592653/src',
    '/codebuild/output/src31/src/github.com/acme/web',
    '/codebuild/output/src31/src/git-codecommit.eu-west-1.amazonaws.com/v1/repos/web',
    // Buildkite
    '/var/lib/buildkite-agent/builds/ip-10-0-0-7-1/acme/web',
    'C:\\buildkite-agent\\builds\\WIN-7-1\\acme\\web',
    '/usr/local/var/buildkite-agent/builds/mac-1/acme/web',
    // TeamCity
    '/opt/buildagent/work/6d3f7b2e9c1a4f50',
    'C:\\BuildAgent\\work\\6D3F7B2E9C1A4F50',
    // Jenkins
    '/var/jenkins_home/workspace/web_main',
    '/var/lib/jenkins/workspace/web_PR-7@2',
    '/home/jenkins/agent/workspace/web_main',
    '/data/ci/jenkins-agent-4/workspace/web_main',
    '/home/ci/agent/workspace/web_main',
    'C:\\Jenkins\\workspace\\web_main',
    'C:\\ProgramData\\Jenkins\\.jenkins\\workspace\\web_PR-7@2',
    // GitLab
    '/builds/acme/web',
    '/builds/aB3x/0/acme/web',
    '/home/gitlab-runner/builds/aB3xYz/0/acme/web',
    'C:\\GitLab-Runner\\builds\\aB3xYz\\1\\acme\\web',
    // Others
    '/opt/atlassian/pipelines/agent/build',
    '/home/circleci/project',
    '~/project',
    '/Users/distiller/project',
    '/drone/src',
    '/woodpecker/src/codeberg.org/acme/web',
    '/home/travis/build/acme/web',
    'C:\\projects\\web',
    '/var/lib/bamboo/xml-data/build-dir/WEB-MAIN-JOB1',
    '/var/lib/go-agent/pipelines/web',
    '/home/semaphore/web',
    '/tmp/build/e55deab7/web',
  ])('%s', (folder) => {
    expect(normalisePath(`${folder}/src/f0.py`)).toBe('src/f0.py');
    expect(normalisePath(`file:///${folder.replaceAll('\\', '/').replace(/^\//, '')}/src/f0.py`)).toBe('src/f0.py');
  });

  it.each([
    // The home of a person is no runner's: what is in it need not be a checkout.
    ['/home/jane/work/web/src/a.py', 'home/jane/work/web/src/a.py'],
    ['C:\\repo\\x.cs', 'repo/x.cs'],
    // Folders of a repository with these names stay: only absolute paths hold a checkout.
    ['_work/1/s/a.py', '_work/1/s/a.py'],
    ['jenkins/workspace/job/a.groovy', 'jenkins/workspace/job/a.groovy'],
    ['/home/jane/_work/web/api/a.py', 'home/jane/_work/web/api/a.py'],
    ['/opt/tool/work/0123456789/a.py', 'opt/tool/work/0123456789/a.py'],
    ['/home/jane/workspace/web/a.py', 'home/jane/workspace/web/a.py'],
    // Nothing but the checkout is left: the folder itself is meant.
    ['/azp/_work/7/s', 'azp/_work/7/s'],
  ])('leaves %s alone', (raw, path) => {
    expect(normalisePath(raw)).toBe(path);
  });
});
