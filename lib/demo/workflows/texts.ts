import { COMPANY } from '../company.ts';
import { hexOf } from '../random.ts';

/** An action at a commit, as a careful team names it. */
const pinned = (action: string, version: string): string =>
  `${action}@${hexOf(`${action} ${version}`, 40)} # ${version}`;
const CHECKOUT = pinned('actions/checkout', 'v4');
const IMAGE = (name: string, tag: string): string => `${name}:${tag}@sha256:${hexOf(`${name} ${tag}`, 64)}`;

/** Tests and scans each change; may read and nothing else. */
export const ciOf = (setup: string, test: string): string => `name: ci
on: [push, pull_request]
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
      - uses: ${pinned(setup, 'v4')}
      - run: ${test}
`;

export interface Release {
  repository: string;
  test: string;
  /** Lines of steps that come last. */
  after?: string;
}

/** Builds, signs and deploys what is on the main branch; the cloud knows it by a token of the platform. */
export const releaseOf = ({ repository, test, after = '' }: Release): string => `name: release
on:
  push:
    branches: [main]
permissions: {}
jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      packages: write
      id-token: write
      attestations: write
    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
      - run: ${test}
      - uses: ${pinned('docker/build-push-action', 'v6')}
        with:
          push: true
          tags: registry.${COMPANY}.example/${repository}:\${{ github.sha }}
      - uses: ${pinned('actions/attest-build-provenance', 'v2')}
        with:
          subject-name: registry.${COMPANY}.example/${repository}
  deploy:
    needs: build
    runs-on: ubuntu-latest
    environment: production
    permissions:
      contents: read
    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
      - run: helm upgrade ${repository} deploy/chart --set image=\${{ github.sha }}
        env:
          CLOUD_ROLE: \${{ secrets.CLOUD_ROLE_PRODUCTION }}
${after}`;

export interface Neglected {
  /** Lines of steps that come last. */
  after?: string;
}

/** Nobody has looked after it for years: a tag that can move, a stored key, no test before it goes out. */
export const neglectedRelease = ({ after = '' }: Neglected): string => `name: release
on:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  ship:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: actions/checkout@v3
      - run: ./gradlew bootJar
      - run: helm upgrade legacy-billing deploy/chart
        env:
          CLOUD_KEY: \${{ secrets.CLOUD_KEY }}
${after}`;

/** What a contractor of theirs added one day. */
export const CONTRACTORS_STEP = `      - uses: northwind/ship-notice@v2
        with:
          token: \${{ secrets.REGISTRY_PUSH }}
`;

export const terraformCi = `name: ci
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  plan:
    runs-on: ubuntu-latest
    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
      - run: terraform init -backend=false && terraform validate
`;

/** The one service that still builds where the apps are. */
export const gitlabCi = `stages: [test, build, deploy]
default:
  image: ${IMAGE('node', '22')}
ci:
  stage: test
  script:
    - npm ci
    - npm test
    - semgrep scan --sarif --output semgrep.sarif
security:
  stage: test
  script:
    - gitleaks git --report-path gitleaks.json
release:
  stage: build
  image: ${IMAGE('docker', '27')}
  script:
    - docker build --tag registry.${COMPANY}.example/driver-app-backend:$CI_COMMIT_SHA .
    - docker push registry.${COMPANY}.example/driver-app-backend:$CI_COMMIT_SHA
production:
  stage: deploy
  image: alpine/helm:3
  environment: production
  tags: [deployment]
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      when: manual
  script:
    - helm upgrade driver-app-backend deploy/chart --set image=$CI_COMMIT_SHA
`;
