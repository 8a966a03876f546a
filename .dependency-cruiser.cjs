// The house of ARCHITECTURE.md: who may import whom. Every room is a list of what it may use; all else is an error.

/** What every room on the server may use: small leaves, the System and who asks. No Next. */
const COMMON = '^lib/(errors|env|log|format|ids|keys|context|system)\\.ts$';
/** What begins every verb and view; routes and pages call those and decide nothing themselves. */
const PERMIT = '^lib/permit\\.ts$';
const NODE_MODULES = '(?:^|/)node_modules/';
/** Tests and what only they use. */
const TESTS = '\\.test\\.tsx?$|(?:^|/)testing(?:-setup)?\\.ts$|^lib/scanners/shared/(?:golden|samples)\\.ts$';

/** Packages by name, however deep npm put them. */
const packages = (...names) => `${NODE_MODULES}(?:@types/)?(?:${names.join('|')})(?:/|$)`;
const room = (path) => `^${path}/`;

/**
 * @param {string} name
 * @param {string} path of the room
 * @param {string[]} may patterns of what it may import beside itself
 * @param {{ core?: boolean | string, packages?: boolean, advice: string }} options
 *   `core`: may use Node's own modules, or only those that match; `packages`: may use any package but the database's
 */
function roomRule(name, path, may, { core = true, packages: any = true, advice }) {
  const allowed = [room(path), ...may];
  if (typeof core === 'string') allowed.push(core);
  if (any) allowed.push(NODE_MODULES);
  return {
    name,
    severity: 'error',
    comment: advice,
    from: { path: room(path), pathNot: TESTS },
    to: { pathNot: allowed, ...(core === true ? { dependencyTypesNot: ['core'] } : {}) },
  };
}

const zod = packages('zod');
const CORE_HASH = '^(?:node:)?(?:crypto|buffer)$';
const PURE_CORE = '^(?:node:)?(?:crypto|buffer|stream|util|zlib|string_decoder)$';
const DOMAIN = room('lib/domain');
const CONTRACTS = room('lib/contracts');
const JOBS = room('lib/jobs');

const rooms = [
  roomRule(
    'domain-is-pure',
    'lib/domain',
    [zod, packages('yaml', 'semver', '@renovatebot/pep440', '@renovatebot/ruby-semver')],
    {
      core: CORE_HASH,
      packages: false,
      advice: 'lib/domain holds values and rules only. Pass what it needs in as an argument.',
    },
  ),
  roomRule(
    'scanners-are-pure',
    'lib/scanners',
    [DOMAIN, room('lib/inventories'), zod, packages('saxes', 'packageurl-js', 'yauzl', 'ae-cvss-calculator')],
    {
      core: PURE_CORE,
      packages: false,
      advice: 'Scanners read bytes that they are given: no files, network or database.',
    },
  ),
  roomRule(
    'inventories-are-pure',
    'lib/inventories',
    [DOMAIN, room('lib/scanners/shared'), '^lib/scanners/contract\\.ts$', zod],
    {
      core: PURE_CORE,
      packages: false,
      advice: 'Inventories read bytes that they are given: no files, network or database.',
    },
  ),
  roomRule(
    'statements-are-pure',
    'lib/statements',
    [DOMAIN, room('lib/scanners/shared'), '^lib/scanners/contract\\.ts$', packages('packageurl-js')],
    {
      core: PURE_CORE,
      packages: false,
      advice: 'Readers of VEX turn bytes into statements: no files, network or database.',
    },
  ),
  roomRule(
    'feeds-are-pure',
    'lib/feeds',
    [DOMAIN, room('lib/scanners/shared'), '^lib/scanners/contract\\.ts$', zod, packages('yauzl')],
    {
      core: PURE_CORE,
      packages: false,
      advice: 'Feeds are read from bytes that are given: no files, network or database.',
    },
  ),
  roomRule('trackers-are-pure', 'lib/trackers', [DOMAIN, zod], {
    core: PURE_CORE,
    packages: false,
    advice: 'Trackers say what is sent and what answers mean; lib/services/tracker sends it.',
  }),
  roomRule('contracts-run-in-browsers', 'lib/contracts', [DOMAIN, zod], {
    core: false,
    packages: false,
    advice: 'Contracts are shared with the browser: shapes and zod only.',
  }),
  roomRule('jobs', 'lib/jobs', [DOMAIN, zod], {
    core: false,
    packages: false,
    advice: 'lib/jobs says what a job is called and carries. What it does is a verb that lib/worker/tasks.ts names.',
  }),
  roomRule('db', 'db', [DOMAIN, '^lib/(errors|ids)\\.ts$'], {
    advice: 'db knows tables and statements. What a verb decides belongs to lib/services or lib/domain.',
  }),
  roomRule('views-only-read', 'lib/views', [room('db'), DOMAIN, CONTRACTS, room('lib/statements'), COMMON, PERMIT], {
    advice: 'Views read and shape. A write belongs to lib/services.',
  }),
  roomRule(
    'services',
    'lib/services',
    [
      room('db'),
      DOMAIN,
      CONTRACTS,
      room('lib/scanners'),
      room('lib/inventories'),
      room('lib/feeds'),
      room('lib/statements'),
      room('lib/views'),
      room('lib/mail'),
      room('lib/sinks'),
      room('lib/trackers'),
      JOBS,
      room('lib/blobs'),
      COMMON,
      PERMIT,
    ],
    { advice: 'Services are verbs: they know nothing of HTTP, jobs, screens or commands.' },
  ),
  roomRule(
    'worker',
    'lib/worker',
    [
      JOBS,
      room('lib/services'),
      room('lib/mail'),
      room('lib/demo'),
      room('lib/views'),
      CONTRACTS,
      DOMAIN,
      room('lib/blobs'),
      '^db/(client|classify-error|transaction)\\.ts$',
      COMMON,
    ],
    { advice: 'Jobs adapt: build a context, call one verb. SQL belongs to db/queries.' },
  ),
  roomRule(
    'web',
    'lib/web',
    [
      DOMAIN,
      CONTRACTS,
      room('lib/services'),
      room('lib/views'),
      room('lib/blobs'),
      '^db/(client|classify-error|transaction)\\.ts$',
      COMMON,
    ],
    { advice: 'lib/web turns a request into a context and an answer. SQL belongs to db/queries.' },
  ),
  roomRule(
    'demo',
    'lib/demo',
    [room('db'), room('lib/services'), room('lib/views'), JOBS, DOMAIN, CONTRACTS, room('lib/blobs'), COMMON, PERMIT],
    {
      advice: 'The demo goes through the services as every report does. What it needs of SQL is in db/queries/demo.ts.',
    },
  ),
  roomRule(
    'cli',
    'lib/cli',
    [
      room('lib/services'),
      room('lib/views'),
      room('lib/worker'),
      room('lib/demo'),
      room('lib/blobs'),
      CONTRACTS,
      DOMAIN,
      room('db'),
      COMMON,
      '^lib/address\\.ts$',
    ],
    {
      advice: 'Commands adapt: build a context, call one verb, print.',
    },
  ),
  roomRule('mail', 'lib/mail', [DOMAIN, '^lib/(errors|env|log|format)\\.ts$'], {
    advice: 'lib/mail draws mails from values and hands them to a server: it knows no database and decides nothing.',
  }),
  roomRule('sinks', 'lib/sinks', [DOMAIN, CONTRACTS, '^lib/(errors|ids)\\.ts$'], {
    packages: false,
    advice:
      'lib/sinks writes messages and sends them: it knows no database and decides nothing. A kind of sink is pure.',
  }),
  roomRule('blobs', 'lib/blobs', ['^lib/(errors|env|ids)\\.ts$', '^lib/domain/time\\.ts$'], {
    packages: false,
    advice: 'lib/blobs keeps bytes and knows nothing of what they mean.',
  }),
  roomRule(
    'machine',
    'scripts/machine',
    [
      '^lib/(errors|env|address)\\.ts$',
      '^db/(client|classify-error|isolation/ensure-role)\\.ts$',
      '^scripts/root\\.ts$',
      room('scripts/bootstrap'),
    ],
    {
      packages: false,
      advice: 'scripts/machine supervises processes and owns the embedded PostgreSQL; it knows nothing of findings.',
    },
  ),
  roomRule('components', 'components', [DOMAIN, CONTRACTS, '^lib/format\\.ts$', '^app/[^/]+\\.css$'], {
    core: false,
    advice: 'Components show what they are given. Reads go through components/queries, rules through lib/domain.',
  }),
  roomRule(
    'app-is-the-edge',
    'app',
    [
      room('components'),
      room('lib/web'),
      room('lib/demo'),
      room('lib/services'),
      room('lib/views'),
      CONTRACTS,
      DOMAIN,
      COMMON,
    ],
    { advice: 'Pages and routes are thin: no SQL, no connection. Call a view or a service.' },
  ),
];

/** Inside components: primitives, then what draws or reads, then parts that screens share, then screens. */
const COMPONENTS = { ui: [], charts: ['ui'], queries: [], shared: ['ui', 'charts', 'queries'] };
const NO_SCREEN = [...Object.keys(COMPONENTS), 'shell'].join('|');

const componentRules = [
  ...Object.entries(COMPONENTS).map(([folder, may]) => ({
    name: `components-${folder}`,
    severity: 'error',
    comment: 'Primitives, charts, queries and shared parts know no screen. Pass what differs in.',
    from: { path: room(`components/${folder}`) },
    to: { path: room('components'), pathNot: [folder, ...may].map((name) => room(`components/${name}`)) },
  })),
  {
    name: 'screens-stand-alone',
    severity: 'error',
    comment: 'A part that two screens show belongs to components/shared.',
    // The first run stands in the place of Today until there is something to show.
    from: { path: `^components/(?!(?:${NO_SCREEN})/)([^/]+)/`, pathNot: '^components/today/today-screen\\.tsx$' },
    to: { path: room('components'), pathNot: `^components/(?:$1|${NO_SCREEN})/` },
  },
];

module.exports = {
  forbidden: [
    ...rooms,
    ...componentRules,
    {
      name: 'only-db-knows-sql-libraries',
      severity: 'error',
      comment: 'Write the statement in db/queries and call that.',
      from: { path: '^(?:app|components|lib|scripts|bench)/' },
      to: { path: packages('drizzle-orm', 'postgres', 'drizzle-kit') },
    },
    {
      name: 'only-the-edge-knows-next',
      severity: 'error',
      comment: 'Pass what you need from lib/web.',
      from: { path: '^(?:lib|db)/', pathNot: '^lib/web/' },
      to: { path: packages('next', 'next-auth') },
    },
    {
      name: 'only-scripts-know-the-machine',
      severity: 'error',
      comment: 'Say what you need of the machine in an argument; scripts and the set-up of tests pass it in.',
      from: { path: '^(?:app|components|lib|db)/', pathNot: TESTS },
      to: { path: room('scripts/machine') },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      comment: 'Shared helpers of tests belong to fixtures/ or db/testing.ts.',
      from: { pathNot: TESTS },
      to: { path: '\\.test\\.tsx?$' },
    },
    {
      name: 'fixtures-are-for-tests',
      severity: 'error',
      comment: 'What ships must not depend on fixtures.',
      from: { path: '^(?:app|components|lib|db)/', pathNot: `${TESTS}|/fixtures/` },
      to: { path: '^fixtures/|/fixtures/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one thing, or need a third.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-is-found',
      severity: 'error',
      comment: 'The import leads nowhere: check its path, extension and package.json.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: NODE_MODULES },
    exclude: { path: '^(?:\\.next|\\.cache|\\.test|fixtures/demo)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css', '.d.ts'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
