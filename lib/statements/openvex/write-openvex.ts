import type { Decided, DocumentHead } from '#lib/domain/statement/decided.ts';
import { isOpenVexWord } from '../shared/openvex-words.ts';
import { packagePurl, placePurl } from '../shared/purls.ts';

/** An OpenVEX 0.2.0 document, piece by piece: as much memory as one batch needs. */
export async function* writeOpenVex(
  { id, author, version, at }: DocumentHead,
  batches: AsyncIterable<readonly Decided[]>,
): AsyncGenerator<string> {
  const head = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    ...{ '@id': id, author, timestamp: at.toISOString(), version, tooling: 'Plumbline' },
  };
  yield `${JSON.stringify(head).slice(0, -1)},"statements":[`;
  let first = true;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield `${first ? '' : ','}\n${batch.map((one) => JSON.stringify(statementOf(one))).join(',\n')}`;
    first = false;
  }
  yield '\n]}\n';
}

function statementOf(one: Decided) {
  const [name, ...aliases] = one.names;
  return {
    vulnerability: { name, ...(aliases.length === 0 ? {} : { aliases }) },
    timestamp: one.at.toISOString(),
    products: [{ '@id': placePurl(one), subcomponents: [{ '@id': packagePurl(one.package) }] }],
    status: one.status,
    ...why(one),
  };
}

/** The specification asks for a justification or an impact statement, and not for both. */
function why({ status, justification, reason, until }: Decided) {
  switch (status) {
    case 'not_affected': {
      if (justification === null || !isOpenVexWord(justification)) {
        return { impact_statement: reason ?? 'Decided without a reason that was kept.' };
      }
      return { justification, ...(reason === null ? {} : { status_notes: reason }) };
    }
    case 'affected': {
      const end = until === null ? '' : ` Accepted until ${until.toISOString().slice(0, 10)}.`;
      return { action_statement: `${reason ?? 'The risk is accepted.'}${end}` };
    }
    case 'fixed':
    case 'under_investigation':
      return {};
  }
}
