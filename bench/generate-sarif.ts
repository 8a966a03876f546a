/** A realistic SARIF report of `count` results, some 970 bytes each, in `count / 20` files. `seed` changes every finding. */
export function* generateSarif(count: number, seed = 1): Generator<string> {
  const rules = Array.from({ length: 60 }, (_, index) => ruleOf(index));
  const driver = { name: 'benchscan', version: '3.1.4', informationUri: 'https://example.invalid/benchscan', rules };
  const tool = JSON.stringify({ driver });
  yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":${tool},`;
  yield '"invocations":[{"executionSuccessful":true}],"results":[';
  for (let index = 0; index < count; index += 1)
    yield (index > 0 ? ',' : '') + JSON.stringify(resultOf(index, count, seed));
  yield ']}]}';
}

function ruleOf(index: number) {
  return {
    id: `bench/rule-${index}`,
    name: `BenchRule${index}`,
    shortDescription: { text: `Untrusted data reaches sink number ${index}` },
    helpUri: `https://example.invalid/rules/${index}`,
    defaultConfiguration: { level: index % 3 === 0 ? 'error' : 'warning' },
    properties: { 'security-severity': String(3 + (index % 7)), tags: ['security', `external/cwe/cwe-${20 + index}`] },
  };
}

function resultOf(index: number, count: number, seed: number) {
  const rule = (index * 7) % 60;
  const line = 1 + (index % 20) * 12;
  const module = Math.floor(index / 20) % Math.ceil(count / 20);
  const file = `services/area-${module % 17}/module-${module}/src/handler.ts`;
  const code = `const answer${index} = await connection.execute(buildStatement(request.query.field${index}, options${seed}));`;
  return {
    ruleId: `bench/rule-${rule}`,
    ruleIndex: rule,
    message: {
      text: `The value of request.query.field${index} flows into a statement that is executed without being checked. An attacker who controls it can change what the statement does, read rows of other tenants, or stop the service.`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file, uriBaseId: '%SRCROOT%' },
          region: {
            startLine: line,
            startColumn: 7,
            endLine: line,
            endColumn: 7 + code.length,
            snippet: { text: code },
          },
          contextRegion: {
            startLine: Math.max(1, line - 1),
            endLine: line + 1,
            snippet: { text: `// step ${index}\n${code}\nreturn answer${index};` },
          },
        },
      },
    ],
    properties: { precision: 'high' },
  };
}
