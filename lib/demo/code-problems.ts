import type { Kind } from './company.ts';
import type { Level, Problem } from './issue.ts';

type Row = readonly [rule: string, level: Level, cwe: number, title: string, code: string];

const problems = (rows: readonly Row[]): Problem[] =>
  rows.map(([rule, level, cwe, title, code]) => ({ rule, level, cwe, title, code }));

const NODE = problems([
  [
    'javascript.express.sql-injection',
    'critical',
    89,
    'A query is built from what the client sent.',
    "db.query('select * from $ where id = ' + req.query.id)",
  ],
  [
    'javascript.express.ssrf',
    'high',
    918,
    'The server fetches an address that the client chose.',
    'await fetch(req.body.$Url)',
  ],
  [
    'javascript.express.path-traversal',
    'high',
    22,
    'A file name from the request reaches the file system.',
    'fs.readFileSync(join(root, req.params.$))',
  ],
  [
    'javascript.react.dangerous-html',
    'medium',
    79,
    'Text becomes markup without being escaped.',
    '<div dangerouslySetInnerHTML={{ __html: $ }} />',
  ],
  ['javascript.lang.eval', 'high', 95, 'A text is run as code.', 'eval($Expression)'],
  [
    'javascript.lang.prototype-pollution',
    'medium',
    1321,
    'Keys of the request are copied into an object.',
    'Object.assign($Options, req.body)',
  ],
  [
    'javascript.express.open-redirect',
    'medium',
    601,
    'The client chooses where it is redirected to.',
    'res.redirect(req.query.$)',
  ],
  [
    'javascript.lang.weak-random',
    'low',
    338,
    'Random numbers that can be guessed.',
    'const $ = Math.random().toString(36)',
  ],
  [
    'javascript.express.cookie-not-secure',
    'low',
    614,
    'A cookie travels without encryption.',
    "res.cookie('$', value)",
  ],
  ['javascript.lang.regex-denial', 'medium', 1333, 'A pattern that takes exponential time.', '/^(a+)+b/.test($)'],
]);

const PYTHON = problems([
  [
    'python.django.sql-injection',
    'critical',
    89,
    'A query is built from what the client sent.',
    'cursor.execute(f"select * from $ where id = {key}")',
  ],
  [
    'python.lang.unsafe-pickle',
    'high',
    502,
    'Bytes from outside are turned into objects.',
    '$ = pickle.loads(payload)',
  ],
  [
    'python.lang.shell-true',
    'high',
    78,
    'A command line is built from a text.',
    'subprocess.run($_command, shell=True)',
  ],
  [
    'python.requests.no-verify',
    'medium',
    295,
    'The certificate of the other side is not looked at.',
    'requests.get($_url, verify=False)',
  ],
  ['python.yaml.unsafe-load', 'high', 502, 'YAML may make any object here.', '$ = yaml.load(stream)'],
  ['python.flask.debug', 'medium', 489, 'The debugger is reachable.', 'app_$.run(debug=True)'],
  ['python.lang.weak-hash', 'low', 327, 'MD5 protects nothing.', '$ = hashlib.md5(data).hexdigest()'],
  ['python.lang.tempfile', 'low', 377, 'A temporary file that others can foresee.', 'path_$ = tempfile.mktemp()'],
  ['python.jinja.autoescape-off', 'medium', 79, 'Templates do not escape.', '$ = Environment(autoescape=False)'],
]);

const GO = problems([
  [
    'go.sql.string-format',
    'critical',
    89,
    'A query is built from what the client sent.',
    'db.Query(fmt.Sprintf("select * from $ where id = %s", id))',
  ],
  [
    'go.net.tls-skip-verify',
    'high',
    295,
    'The certificate of the other side is not looked at.',
    '$Config := &tls.Config{InsecureSkipVerify: true}',
  ],
  ['go.os.exec-from-input', 'high', 78, 'A command line is built from a text.', 'exec.Command("sh", "-c", $Input)'],
  ['go.http.no-timeout', 'medium', 400, 'A server that waits forever.', '$Server := &http.Server{Addr: addr}'],
  ['go.crypto.weak-hash', 'low', 327, 'SHA-1 protects nothing.', '$ := sha1.Sum(data)'],
  ['go.lang.unchecked-conversion', 'low', 190, 'A number may overflow.', '$ := int32(total)'],
  [
    'go.http.path-traversal',
    'high',
    22,
    'A file name from the request reaches the file system.',
    'os.ReadFile(filepath.Join(root, r.URL.Query().Get("$")))',
  ],
  ['go.template.unescaped', 'medium', 79, 'Text becomes markup without being escaped.', 'template.HTML($)'],
]);

const JAVA = problems([
  [
    'java.jdbc.sql-injection',
    'critical',
    89,
    'A query is built from what the client sent.',
    'statement.executeQuery("select * from $ where id = " + id);',
  ],
  [
    'java.lang.deserialization',
    'critical',
    502,
    'Bytes from outside are turned into objects.',
    'Object $ = new ObjectInputStream(in).readObject();',
  ],
  [
    'java.xml.external-entities',
    'high',
    611,
    'XML may read files of the server.',
    'DocumentBuilder $ = factory.newDocumentBuilder();',
  ],
  [
    'java.spring.csrf-disabled',
    'medium',
    352,
    'Other sites may act for a signed-in person.',
    'http.csrf().disable(); // $',
  ],
  ['java.lang.weak-cipher', 'medium', 327, 'DES protects nothing.', 'Cipher $ = Cipher.getInstance("DES");'],
  [
    'java.spring.open-redirect',
    'medium',
    601,
    'The client chooses where it is redirected to.',
    'return "redirect:" + $Target;',
  ],
  ['java.lang.predictable-random', 'low', 330, 'Random numbers that can be guessed.', 'Random $ = new Random();'],
  ['java.log.injection', 'low', 117, 'The client writes lines into the log.', 'log.info("order " + $);'],
  [
    'java.io.path-traversal',
    'high',
    22,
    'A file name from the request reaches the file system.',
    'new File(root, request.getParameter("$"));',
  ],
]);

const INFRA = problems([
  [
    'CKV_AWS_24',
    'high',
    0,
    'Ensure no security groups allow ingress from 0.0.0.0:0 to port 22',
    'aws_security_group.$',
  ],
  [
    'CKV_AWS_19',
    'medium',
    0,
    'Ensure all data stored in the S3 bucket is securely encrypted at rest',
    'aws_s3_bucket.$',
  ],
  ['CKV_AWS_18', 'low', 0, 'Ensure the S3 bucket has access logging enabled', 'aws_s3_bucket.$'],
  ['CKV_AWS_20', 'critical', 0, 'S3 Bucket has an ACL defined which allows public READ access', 'aws_s3_bucket.$'],
  ['CKV_AWS_17', 'high', 0, 'Ensure all data stored in RDS is not publicly accessible', 'aws_db_instance.$'],
  ['CKV_AWS_16', 'medium', 0, 'Ensure all data stored in the RDS is securely encrypted at rest', 'aws_db_instance.$'],
  [
    'CKV_AWS_63',
    'critical',
    0,
    'Ensure no IAM policies documents allow "*" as a statement\'s actions',
    'aws_iam_policy.$',
  ],
  ['CKV_AWS_7', 'low', 0, 'Ensure rotation for customer created CMKs is enabled', 'aws_kms_key.$'],
  ['CKV_AWS_79', 'medium', 0, 'Ensure Instance Metadata Service Version 1 is not enabled', 'aws_instance.$'],
  ['CKV_AWS_58', 'medium', 0, 'Ensure EKS Cluster has Secrets Encryption Enabled', 'aws_eks_cluster.$'],
  ['CKV_AWS_39', 'high', 0, 'Ensure Amazon EKS public endpoint disabled', 'aws_eks_cluster.$'],
  ['CKV_AWS_66', 'low', 0, 'Ensure that CloudWatch Log Group specifies retention days', 'aws_cloudwatch_log_group.$'],
]);

export const CODE: Readonly<Record<Kind, readonly Problem[]>> = {
  node: NODE,
  python: PYTHON,
  go: GO,
  java: JAVA,
  infra: INFRA,
};

export const WORKFLOW = problems([
  ['template-injection', 'high', 94, 'code injection via template expansion', 'run: echo github.event.$.title'],
  ['excessive-permissions', 'medium', 250, 'overly broad permissions', 'permissions: write-all # $'],
  ['unpinned-uses', 'high', 829, 'unpinned action reference', 'uses: harborlight/$-action@main'],
  [
    'artipacked',
    'low',
    522,
    'credential persistence through GitHub Actions artifacts',
    'uses: actions/checkout@v4 # $',
  ],
  ['dangerous-triggers', 'high', 94, 'use of fundamentally insecure workflow trigger', 'on: pull_request_target # $'],
]);

export const LEAKS = problems([
  ['aws-access-token', 'high', 798, 'Identified a pattern that may indicate AWS credentials.', 'aws_key_$ = '],
  [
    'generic-api-key',
    'high',
    798,
    'Detected a Generic API Key, potentially exposing access to various services.',
    'api_key_$ = ',
  ],
  [
    'private-key',
    'high',
    798,
    'Identified a Private Key, which may compromise cryptographic security.',
    'private_key_$ = ',
  ],
  [
    'slack-webhook-url',
    'high',
    798,
    'Discovered a Slack Webhook, which could lead to unauthorized message posting.',
    'hook_$ = ',
  ],
]);

/** `code` is a path; `$` in it stands for a name. */
export const PAGES = problems([
  ['10038', 'medium', 693, 'Content Security Policy (CSP) Header Not Set', '/$'],
  ['10020', 'medium', 1021, 'Missing Anti-clickjacking Header', '/$'],
  ['40012', 'high', 79, 'Cross Site Scripting (Reflected)', '/search/$'],
  ['40018', 'high', 89, 'SQL Injection', '/orders/$'],
  ['10021', 'low', 693, 'X-Content-Type-Options Header Missing', '/assets/$'],
  ['10010', 'low', 1004, 'Cookie No HttpOnly Flag', '/session/$'],
  ['10202', 'medium', 352, 'Absence of Anti-CSRF Tokens', '/forms/$'],
  ['10098', 'medium', 264, 'Cross-Domain Misconfiguration', '/api/$'],
]);
