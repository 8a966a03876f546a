import { describe, expect, it } from 'vitest';
import { collect, fixtureSource, fixturesOf, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { scanner } from './scanner.ts';
import { priority } from './severity.ts';
import { storedZip } from './stored-zip.ts';

goldenTest(scanner);

const { folder } = fixturesOf('fortify');
const fixture = (file: string) => collect(scanner, fixtureSource(folder, file));
const read = (text: string | Buffer) => collect(scanner, sourceFromBytes(text));

const node = (path: string, line: number, extra = '') =>
  `<Node ${extra}><SourceLocation path="${path}" line="${line}" lineEnd="${line}" colStart="3" snippet="S#${path}:${line}:${line}"/><Action type="Read">read</Action></Node>`;
const vulnerability = (id: string, trace: string, confidence = '5.0') =>
  `<Vulnerability><ClassInfo><ClassID>RULE-1</ClassID><Type>Tea Injection</Type><Subtype>Cold</Subtype><DefaultSeverity>4.0</DefaultSeverity></ClassInfo>
  <InstanceInfo><InstanceID>${id}</InstanceID><InstanceSeverity>4.0</InstanceSeverity><Confidence>${confidence}</Confidence></InstanceInfo>
  <AnalysisInfo><Unified><ReplacementDefinitions><Def key="PrimaryLocation.file" value="Tea&lt;1&gt;.java"/></ReplacementDefinitions>
  <Trace><Primary>${trace}</Primary></Trace></Unified></AnalysisInfo></Vulnerability>`;
const entry = (inner: string) => `<Entry>${inner}</Entry>`;
const group = (name: string, value: string) => `<Group name="${name}">${value}</Group>`;
const fvdl = (vulnerabilities: string, more = '') => `<?xml version="1.0" encoding="UTF-8"?>
<FVDL xmlns="xmlns://www.fortifysoftware.com/schema/fvdl" version="1.12"><CreatedTS date="2030-01-02" time="03:04:05"/><WriteDate date="2030-01-03" time="00:00:00.1+02:00"/>
<Build><SourceBasePath>C:\\build\\tea</SourceBasePath></Build><Vulnerabilities>${vulnerabilities}</Vulnerabilities>
<UnifiedNodePool><Node id="7"><SourceLocation path="C:/build/tea/src/Source.java" line="2"/></Node></UnifiedNodePool>
<Description classID="RULE-1"><Abstract>&lt;Content&gt;&lt;Replace key="PrimaryLocation.file"/&gt; is &lt;b&gt;cold&lt;/b&gt;.&lt;/Content&gt;</Abstract><Recommendations>Heat it.</Recommendations>
<References><Reference><Title>Tea</Title><Source>https://example.com/tea</Source></Reference><Reference><Source>javascript:alert(1)</Source></Reference></References></Description>
<Snippets><Snippet id="S#src/Tea.java:9:9"><File>src/Tea.java</File><StartLine>7</StartLine><EndLine>11</EndLine><Text><![CDATA[seven
eight
  nine();
ten
eleven
]]></Text></Snippet></Snippets>
<EngineData><EngineVersion>30.1</EngineVersion><RuleInfo><Rule id="rule-1"><MetaInfo>${group('Impact', '4.0')}${group('Accuracy', '5.0')}${group('Probability', '4.0')}${group('altcategoryCWE', 'CWE ID 74,CWE ID 20')}</MetaInfo></Rule></RuleInfo>${more}</EngineData></FVDL>`;
const sink = entry(node('src/Tea.java', 9, 'isDefault="true"'));
const audit = (issues: string) =>
  `<?xml version="1.0"?><ns2:Audit xmlns:ns2="xmlns://www.fortify.com/schema/audit"><ns2:IssueList>${issues}</ns2:IssueList></ns2:Audit>`;
const answer = (value: string) => `<ns2:Tag id="x"><ns2:Value>${value}</ns2:Value></ns2:Tag>`;

describe('Fortify results', () => {
  it('explains a result by its rule, its instance and the lines at fault', async () => {
    const { observations, summary } = await read(fvdl(vulnerability('ID1', sink)));
    expect(observations).toMatchObject([
      {
        rule: { id: 'RULE-1', name: 'Tea Injection: Cold' },
        message: 'Tea<1>.java is cold.',
        remediation: 'Heat it.',
        severity: 'critical',
        severityReported: '4.0',
        cwes: [74, 20],
        references: ['https://example.com/tea'],
        trusted: { value: 'ID1', pathFree: false },
        locations: [{ path: 'src/Tea.java', startLine: 9, snippet: '  nine();' }],
      },
    ]);
    expect(summary).toMatchObject({ scannerVersion: '30.1', scannedAt: '2030-01-02T01:04:05.000Z', reasons: [] });
  });

  it('puts the marked node of a trace first and follows references into the pool', async () => {
    const trace = entry('<NodeRef id="7"/>') + sink + entry(node('src/After.java', 3));
    const { observations } = await read(fvdl(vulnerability('ID1', trace)));
    expect(observations[0]?.locations.map(({ path }) => path)).toEqual([
      'src/Tea.java',
      'src/Source.java',
      'src/After.java',
    ]);
  });

  it.each([
    [{ impact: 4, accuracy: 5, confidence: 5, probability: 4 }, 'critical'],
    [{ impact: 2.5, accuracy: 1, confidence: 5, probability: 3 }, 'high'],
    [{ impact: 2, accuracy: 5, confidence: 5, probability: 5 }, 'medium'],
    [{ impact: 2, accuracy: 5, confidence: 5, probability: 2.46 }, 'medium'],
    [{ impact: 2, accuracy: 1, confidence: 5, probability: 3 }, 'low'],
    [{ impact: null, instanceSeverity: 4 }, 'high'],
    [{ impact: null }, 'medium'],
  ])('rates %j as %s', (rating, severity) => {
    const none = { impact: null, accuracy: null, probability: null, confidence: null, instanceSeverity: null };
    expect(priority({ ...none, ...rating })).toBe(severity);
  });

  it('lets an instance override the rating of its rule', async () => {
    const own = vulnerability('ID1', sink).replace(
      '</InstanceInfo>',
      `<MetaInfo>${group('Impact', '1.0')}</MetaInfo></InstanceInfo>`,
    );
    expect((await read(fvdl(own))).observations[0]?.severity).toBe('medium');
  });

  it('takes the place from the first of several traces and keeps the steps of all', async () => {
    const traces = `<Primary>${sink}</Primary></Trace><Trace><Primary>${entry(node('src/Second.java', 4, 'isDefault="true"'))}</Primary>`;
    const several = vulnerability('ID1', '').replace('<Primary></Primary>', traces);
    const { observations } = await read(fvdl(several));
    expect(observations[0]?.locations.map(({ path }) => path)).toEqual(['src/Tea.java', 'src/Second.java']);
  });

  it('finds the place of analyses of before the unified form, the sink first', async () => {
    const old = vulnerability('ID1', '').replace(
      /<Unified>[\s\S]*<\/Unified>/,
      '<Dataflow><Source><SourceLocation path="src/In.java" line="1"/></Source><Sink><SourceLocation path="src/Out.java" line="8"/></Sink></Dataflow>',
    );
    const { observations } = await read(fvdl(old));
    expect(observations[0]?.locations.map(({ path, startLine }) => [path, startLine])).toEqual([
      ['src/Out.java', 8],
      ['src/In.java', 1],
    ]);
  });

  it('reads a result of a dynamic test, that names an address and no file', async () => {
    const dynamic = vulnerability('ID1', '').replace(
      '</Vulnerability>',
      '<ExternalEntries><Entry><URL>https://tea.example/pot</URL></Entry></ExternalEntries></Vulnerability>',
    );
    const { observations, summary } = await read(fvdl(dynamic));
    expect(observations[0]?.subject).toEqual({
      category: 'dast',
      method: null,
      url: 'https://tea.example/pot',
      parameter: null,
    });
    expect(summary.categories).toEqual(['dast', 'sast']);
  });

  it('believes the audits that old results carry themselves', async () => {
    const audits =
      '<Audits><Audit><AuditAnalysis>Not an Issue</AuditAnalysis><Comments>Cold on purpose</Comments></Audit></Audits>';
    const own = vulnerability('ID1', sink).replace('</InstanceInfo>', `${audits}</InstanceInfo>`);
    expect((await read(fvdl(own))).observations[0]?.suppression).toEqual({
      kind: 'external',
      justification: 'Not an Issue: Cold on purpose',
    });
  });

  it('closes nothing when the engine reported errors', async () => {
    const { summary } = await read(fvdl('', '<Errors><Error code="1202">Could not parse Pot.java</Error></Errors>'));
    expect(summary.reasons).toEqual(['Fortify reported an error: 1202: Could not parse Pot.java']);
  });

  it('skips a vulnerability without class and reads the next', async () => {
    const { observations, skipped } = await read(
      fvdl(`<Vulnerability><ClassInfo/></Vulnerability>${vulnerability('ID2', sink)}`),
    );
    expect(observations).toHaveLength(1);
    expect(skipped).toEqual([
      { position: expect.stringMatching(/^Vulnerability\[0\] \(line 3/), reason: expect.any(String) },
    ]);
  });
});

describe('Fortify projects', () => {
  it('hands on what the auditors dismissed, with their words', async () => {
    const issues = [
      `<ns2:Issue instanceId="ID1" suppressed="true"><ns2:ThreadedComments><ns2:Comment><ns2:Content>Cold on purpose</ns2:Content></ns2:Comment></ns2:ThreadedComments></ns2:Issue>`,
      `<ns2:Issue instanceId="ID2">${answer('Not an Issue')}</ns2:Issue>`,
      `<ns2:Issue instanceId="ID3">${answer('Exploitable')}</ns2:Issue>`,
    ];
    const all = ['ID1', 'ID2', 'ID3', 'ID4'].map((id) => vulnerability(id, sink)).join('');
    const { observations } = await read(
      storedZip({ VERSION: '4', 'audit.fvdl': fvdl(all), 'audit.xml': audit(issues.join('')) }),
    );
    expect(observations.map(({ suppression }) => suppression)).toEqual([
      { kind: 'external', justification: 'Cold on purpose' },
      { kind: 'external', justification: 'Not an Issue' },
      null,
      null,
    ]);
  });

  it('takes a prediction of the Audit Assistant for no decision', async () => {
    const template =
      '<FilterTemplate version="2"><TagDefinition id="AA" type="user"><name>AA_Prediction</name></TagDefinition></FilterTemplate>';
    const issue = `<ns2:Issue instanceId="ID1"><ns2:Tag id="AA"><ns2:Value>Not an Issue</ns2:Value></ns2:Tag></ns2:Issue>`;
    const { observations } = await read(
      storedZip({
        'audit.fvdl': fvdl(vulnerability('ID1', sink)),
        'audit.xml': audit(issue),
        'filtertemplate.xml': template,
      }),
    );
    expect(observations[0]?.suppression).toBeNull();
  });

  it.each([{}, { 'audit.fvdl': fvdl('') }])(
    'reads the sessions of a dynamic test out of its project: %#',
    async (more) => {
      const request = Buffer.from('POST /login HTTP/1.1\r\nHost: tea.example').toString('base64');
      const sessions = `<Sessions><Session requestId="1"><URL>https://tea.example/login</URL><RawRequest>${request}</RawRequest>
      <Issues><Issue id="ID1"><VulnerabilityID>5546</VulnerabilityID><Severity>4</Severity><Name>Echo</Name></Issue></Issues></Session></Sessions>`;
      const project = storedZip({
        ...more,
        'webinspect.xml': sessions,
        'audit.xml': audit('<ns2:Issue instanceId="ID1" suppressed="true"/>'),
      });
      expect(scanner.accepts(await outlineOf(sourceFromBytes(project)))).toBe(true);
      const { observations, summary } = await read(project);
      expect(observations).toMatchObject([
        { subject: { category: 'dast', method: 'POST' }, severity: 'critical', suppression: { kind: 'external' } },
      ]);
      expect(summary.scanner).toBe('webinspect');
    },
  );

  it('reads a project without an audit', async () => {
    expect((await read(storedZip({ 'audit.fvdl': fvdl(vulnerability('ID1', sink)) }))).observations).toHaveLength(1);
  });

  it.each([
    ['an archive without results', storedZip({ 'audit.xml': audit('') })],
    ['an archive that climbs out of its folder', storedZip({ '../audit.fvdl': fvdl(''), 'audit.fvdl': fvdl('') })],
    [
      'an archive of two members with one name',
      Buffer.from(
        storedZip({ 'audit.fvdl': '', 'budit.fvdl': '' }).toString('latin1').replaceAll('budit', 'audit'),
        'latin1',
      ),
    ],
    ['half an archive', storedZip({ 'audit.fvdl': fvdl('') }).subarray(0, 300)],
    ['results that are another document', storedZip({ 'audit.fvdl': '<Audit/>' })],
    ['an audit that is another document', storedZip({ 'audit.fvdl': fvdl(''), 'audit.xml': '<FVDL/>' })],
    ['a DOCTYPE inside', storedZip({ 'audit.fvdl': '<!DOCTYPE FVDL><FVDL/>' })],
    [
      'too many members',
      storedZip(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [i === 0 ? 'audit.fvdl' : `f${i}`, '']))),
    ],
  ])('refuses %s', async (_name, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({ name: 'ReportError' });
  });
});

describe('Fortify reports', () => {
  it('counts an issue once, however many sections list it, and notes those that are left out', async () => {
    const { observations, summary } = await fixture('report.xml');
    expect(observations.map(({ trusted }) => trusted?.value)).toEqual(['AAAA0001', 'AAAA0002']);
    expect(observations[0]).toMatchObject({
      severity: 'critical',
      suppression: { justification: 'Not an Issue: Constant query' },
    });
    expect(summary.reasons).toEqual(['The report leaves out 2 of the issues that it counts.']);
  });

  it('reads a result of both formats as the same rule at the same place', async () => {
    const issue = `<ReportDefinition><ReportSection><SubSection><IssueListing listing="true"><Chart><GroupingSection count="1"><Issue iid="ID1" ruleID="RULE-1"><Category>Tea Injection: Cold</Category><Friority>Critical</Friority><Primary><FilePath>src/Tea.java</FilePath><LineStart>9</LineStart></Primary></Issue></GroupingSection></Chart></IssueListing></SubSection></ReportSection></ReportDefinition>`;
    const [printed] = (await read(issue)).observations;
    const [result] = (await read(fvdl(vulnerability('ID1', sink)))).observations;
    const key = (o: typeof result) => [
      o?.rule.id,
      o?.title,
      o?.severity,
      o?.trusted,
      o?.locations[0]?.path,
      o?.locations[0]?.startLine,
    ];
    expect(key(printed)).toEqual(key(result));
  });

  it('takes the weaknesses of an external category, when the report is made by one', async () => {
    const issue = `<Issue iid="ID1"><Category>Tea</Category><Friority>High</Friority><ExternalCategory type="CWE">CWE ID 74, CWE ID 20</ExternalCategory></Issue>`;
    const { observations } = await read(
      `<ReportDefinition><ReportSection><SubSection><IssueListing listing="true"><Chart><GroupingSection count="1">${issue}</GroupingSection></Chart></IssueListing></SubSection></ReportSection></ReportDefinition>`,
    );
    expect(observations[0]?.cwes).toEqual([74, 20]);
  });

  it.each(['<Sessions/>', '<Scan/>', '<bom/>', '{}', ''])('claims no other document: %j', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ name: 'ReportError' });
  });
});
