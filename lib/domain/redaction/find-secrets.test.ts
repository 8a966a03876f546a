import { describe, expect, it } from 'vitest';
import { cpuStopwatch } from '#lib/testing.ts';
import { findSecrets } from './find-secrets.ts';
import { replaceSpans } from './span.ts';

/** The text with what is secret in it between ⟦ and ⟧. */
const marked = (text: string): string => replaceSpans(text, findSecrets(text), (value) => `⟦${value}⟧`);
const plain = (text: string): string => text.replace(/[⟦⟧]/g, '');

describe('findSecrets', () => {
  it.each([
    // Named values, in code, settings, forms, XML and escaped JSON.
    'db_password = "⟦hunter2⟧"',
    '"clientSecret": "⟦x y z⟧"',
    'PASSWORD=⟦hunter2x⟧',
    'PGPASSWORD=⟦correcthorse⟧ psql',
    'proxy_password=⟦hunter⟧',
    "password='⟦correcthorse⟧'",
    'passphrase: "⟦correct horse battery⟧"',
    'password: ⟦correcthorse⟧\nuser: x',
    "PASSWORD => '⟦x9⟧'",
    'password123 = "⟦abc⟧"',
    'password="⟦p\\"q1⟧"',
    'pw=⟦abc123⟧',
    'accessToken: ⟦abc123def⟧',
    'secret_value: "⟦x9y8⟧"',
    '{\\"password\\":\\"⟦hunter2⟧\\"}',
    'username=a&password=⟦b3tter!x⟧&z=1',
    'Server=x;User Id=sa;Password=⟦P@ssw0rd!⟧;Encrypt=true',
    'AccountKey=⟦abcd1234+/xyz==⟧;EndpointSuffix=x',
    '//registry.npmjs.org/:_authToken=⟦abcd-1234-efgh⟧',
    '<password>⟦hunter22⟧</password>',
    '<add key="DbPassword" value="⟦hunter22⟧"/>',
    '- name: DB_PASSWORD\n  value: ⟦hunter22x⟧',
    'ENV DB_PASSWORD ⟦hunter22⟧',
    "CREATE USER a IDENTIFIED BY '⟦hunter⟧'",
    // Commands.
    'curl -u admin:⟦pw⟧ https://x',
    'mysql -u root -p⟦hunter22⟧ db',
    'mysqldump -uroot -p⟦mysqlPw77⟧ app',
    'RUN docker login -u ci -p ⟦tr0ub4dor-9x⟧ registry.example.com',
    'az login --service-principal -u app -p "⟦qwerty⟧"',
    'helm registry login -u ci -p ⟦correcthorse⟧ registry.example.com',
    'redis-cli -h cache -a ⟦redisPass99⟧ ping',
    'CMD ["redis-cli", "-a", "⟦redisPass99⟧", "ping"]',
    'sshpass -p ⟦abc123⟧ ssh host',
    'ldapsearch -x -D cn=admin -w ⟦hunter22⟧ -b dc=x',
    'unzip -P ⟦hunter22⟧ a.zip',
    'smbclient //h/s -U ana%⟦hunter22⟧',
    'deploy --token ⟦abcdef123⟧',
    // Addresses.
    'postgres://app:⟦hunter2⟧@db:5432/x',
    'http://u:⟦p/ss⟧@host/x',
    'http://u:⟦p@ss⟧@host/x',
    'https://⟦3f2a1b0c9d8e7f⟧@git.example.com/a/b.git',
    'https://⟦3f2a1b0c9d8e7f⟧:x-oauth-basic@git.example.com/a/b.git',
    'jdbc:oracle:thin:scott/⟦tiger⟧@//h:1521/x',
    'https://x/login?user=alex&password=⟦hexter-s3cret77⟧',
    'https://x/app?JSESSIONID=⟦9C530637289A03B07199A44E8D5314AA⟧',
    'https://x.blob.example.net/c?sv=2020&sig=⟦abc%2Fdef1234567890%3D⟧',
    // What HTTP carries.
    'Authorization: Basic ⟦YWRtaW46aHVudGVyMg==⟧',
    'got "Basic ⟦YWRtaW46aHVudGVyMg==⟧"',
    'authorization: Bearer ⟦abcdefgh1234⟧',
    'Authorization: ⟦abc123def⟧',
    'X-Api-Key: ⟦abcdef123456⟧',
    'x-vault-token: ⟦s.abcdefGH1234⟧',
    'Set-Cookie: session=⟦s%3AzqcdEFghi1234567890jklMNO⟧; Path=/; Max-Age=86400000',
    'Cookie: lang=en; sid=⟦abc123def456⟧; theme=dark',
    'sessionid=⟦abcdef123456789⟧',
    // By shape alone.
    '⟦4539578763621486⟧',
    'card ⟦4539 5787 6362 1486⟧.',
    '⟦AKIAIOSFODNN7EXAMPLE⟧ ⟦wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY⟧',
  ])('finds the secret in %s', (text) => {
    expect(marked(plain(text))).toBe(text);
  });

  it.each([
    // Code that reads or checks a secret.
    'password = getPassword(1)',
    'if (user.password == null) return',
    'const tokens = line.split(",")',
    'const token = jwt.sign(payload, secret)',
    'const password = req.body.password;',
    'connect(user=u, password=pw)',
    'password=os.environ["DB"]',
    'token = self.token',
    'token: string;',
    'password: str',
    'password: password,',
    'password=password',
    'session=session',
    'secret: true',
    // Placeholders.
    `password=$${'{DB_PASSWORD}'}`,
    `token: $${'{{ secrets.CI_TOKEN }}'}`,
    'password: !vault |',
    '"password": "********"',
    '"token": "**redacted**"',
    'password: "Enter your password"',
    '"secret": "projects/x/secrets/y/versions/1"',
    // Packages, rules, advisories.
    'jsonwebtoken: CVE-2031-80001 insecure input',
    'passport: CVE-2031-80001 open redirect',
    'passwd: 8.5.1',
    'Package: jsonwebtoken\nInstalled Version: 8.5.1',
    'pkg:npm/jsonwebtoken@8.5.1',
    'uses a hardcoded password: CKV_AWS_41',
    // Prose about credentials.
    'Default session middleware settings: `domain` not set. It keeps the password reset token in a cookie.',
    'The password is stored in plain text: use bcrypt2',
    'Basic Authentication is used',
    'Bearer authentication',
    'token: must be set',
    'Unexpected token: punc1',
    'Insecure cookie: Secure flag missing',
    'set-cookie header without HttpOnly flag',
    'monkey: banana1',
    '"jsonwebtoken": "9.x-canary.7"',
    // Addresses without one.
    'https://registry.npmjs.org:443/@scope/pkg',
    'http://localhost:3000/@vite',
    'git@github.com:acme/x.git',
    'ssh://git@github.com/x',
    'https://cdn.jsdelivr.net/npm/react@17.0.1/x.js',
    'https://example.com/?key=name',
    'http://wiki.example.com/display/FISHEYE/FishEye+and+Crucible+Security+Advisory+2012-05-17',
    'docker run -u 1000:1000 x',
    // Options that are something else.
    'docker run -p 8080:80 registry.example.com/login',
    'docker login -u ci --password-stdin registry.example.com',
    `docker login -u ci -p $${'{TOKEN}'} registry.example.com`,
    'mysql -u root -p app',
    'mkdir -p build/login && ssh -p 2222 host',
    'zip -r a.zip build -x secret.txt',
    // Numbers.
    '1732790000000',
    '4539578763621487',
    '4111-1111',
  ])('leaves %s as it is', (text) => {
    expect(marked(text)).toBe(text);
  });

  it('takes time in line with the length of the text', () => {
    const size = 200_000;
    for (const piece of [
      'a://',
      'a://b:',
      'password=',
      'password="\\',
      'x-key',
      'cookie: a=',
      '<password>',
      '-p',
      'mysql ',
      'docker login ',
      'zip " ',
      '--token ',
      'name: token value: ',
      'authorization: ',
      'a_',
      'sess=',
      '4539 ',
      '&a_',
      'A1'.repeat(50),
    ]) {
      const text = piece.repeat(size / piece.length);
      const spent = cpuStopwatch();
      findSecrets(text);
      expect(spent(), piece).toBeLessThan(2000);
    }
  });

  it('does not run out of room in runs of many millions of characters', () => {
    for (const piece of ['x', 'A1', '0', '/a', 'f', '=']) {
      const run = piece.repeat(20_000_000 / piece.length);
      expect(() => findSecrets(`token ${run}`), piece).not.toThrow();
    }
  });
});
