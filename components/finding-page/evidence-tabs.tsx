'use client';

import type { ReactNode } from 'react';
import { pathOf } from '#components/queries/addresses.ts';
import { Facts } from '#components/ui/card.tsx';
import { Code, CodeBlock } from '#components/ui/code-block.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { ExternalLink, TextLink } from '#components/ui/text-link.tsx';
import type { EvidenceView } from '#lib/contracts/evidence.ts';
import { formatCapital, formatNumber } from '#lib/format.ts';
import { AdvisoryLinks } from './advisory-links.tsx';
import { ConfidenceWord } from './confidence-word.tsx';
import { LongText } from './long-text.tsx';
import { MoreList } from './more-list.tsx';
import { beyondTitle, stepWords } from './what-it-is.ts';

function codes(texts: readonly string[]): ReactNode {
  return (
    <span className="flex flex-wrap gap-1">
      {texts.map((text) => (
        <Code key={text} className="break-all">
          {text}
        </Code>
      ))}
    </span>
  );
}

function severityWords({ severity, severity_reported, cvss }: EvidenceView): ReactNode {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <SeverityMark severity={severity} />
      {severity_reported === null ? null : <span className="text-soft">reported as “{severity_reported}”</span>}
      {cvss === null ? null : <span className="text-soft">CVSS {formatNumber(cvss, 1)}</span>}
    </span>
  );
}

/** What streams of the scanner say that do not agree, each with its severity. */
function streamWords(streams: EvidenceView['streams']): ReactNode {
  return (
    <span className="flex flex-col gap-1">
      {streams.map((stream) => (
        <span key={stream.upload.id} className="inline-flex flex-wrap items-center gap-x-2">
          <SeverityMark severity={stream.severity} />
          <span className="text-soft [overflow-wrap:anywhere]">
            {stream.label === '' ? stream.pipeline : `${stream.pipeline} (${stream.label})`} on {stream.ref}
            {stream.present ? '' : ', not any more'}
          </span>
        </span>
      ))}
    </span>
  );
}

function factsOf(one: EvidenceView): { name: string; value: ReactNode }[] {
  const facts: { name: string; value: ReactNode }[] = [
    { name: 'Severity', value: severityWords(one) },
    {
      name: 'Rule',
      value: (
        <span className="flex flex-wrap items-baseline gap-x-2">
          <Code className="break-all">{one.rule}</Code>
          {one.rule_name === null || [one.rule, one.title, one.message].includes(one.rule_name) ? null : (
            <span className="text-soft">{one.rule_name}</span>
          )}
          {one.help_url === null ? null : <ExternalLink href={one.help_url}>What the rule says</ExternalLink>}
        </span>
      ),
    },
  ];
  if (one.streams.some((stream) => stream.severity !== one.severity)) {
    facts.push({ name: 'By stream', value: streamWords(one.streams) });
  }
  if (one.confidence !== 'unknown') facts.push({ name: 'Confidence', value: <ConfidenceWord of={one.confidence} /> });
  if (one.image !== null) facts.push({ name: 'Image', value: <Code className="break-all">{one.image}</Code> });
  if (one.resource !== null) facts.push({ name: 'Resource', value: <Code className="break-all">{one.resource}</Code> });
  facts.push(...detailFacts(one), ...pathFacts(one));
  if (one.fixed_versions.length > 0) facts.push({ name: 'Fixed in', value: codes(one.fixed_versions) });
  if (one.aliases.length > 0) facts.push({ name: 'Advisories', value: <AdvisoryLinks names={one.aliases} /> });
  if (one.cwes.length > 0) facts.push({ name: 'Weakness', value: <Weaknesses cwes={one.cwes} /> });
  if (one.suppression !== null) {
    const { kind, justification } = one.suppression;
    const where = kind === 'in_code' ? 'in the code' : "in the scanner's own triage";
    facts.push({ name: 'Suppressed', value: justification === null ? where : `${where}: ${justification}` });
  }
  return facts;
}

/** Text of many lines, that is shown by itself. */
const CHANGE = 'change';

function SuggestedChange({ text }: { text: EvidenceView['detail'][string] | undefined }) {
  if (typeof text !== 'string' || text === '') return null;
  return (
    <Part title="Suggested change">
      <CodeBlock text={text} label="Suggested change" />
    </Part>
  );
}

/** Ids that findings of privileges are compared by: they say nothing to people, who see the names beside them. */
const IDS: ReadonlySet<string> = new Set(['principalId', 'resourceId', 'fix']);

/** What only this category or scanner knows, by the scanner's own words. */
function detailFacts({ detail, scanner }: EvidenceView): { name: string; value: ReactNode }[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    if (value === null || value === '' || name === CHANGE || IDS.has(name)) return [];
    const words = formatCapital(name).replaceAll('_', ' ');
    const label = words === 'Url' ? 'URL' : words;
    const said = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
    const text = name === 'step' ? stepWords(said, scanner) : said;
    const shown = name === 'principal' && typeof detail.setting === 'string' ? principalLink(text, detail) : text;
    return [{ name: label, value: <span className="[overflow-wrap:anywhere]">{shown}</span> }];
  });
}

/** A finding about a way to production leads to the ways of its pattern. */
function pathFacts({ rule, detail: { system } }: EvidenceView): { name: string; value: ReactNode }[] {
  const pattern = /^path-(p\d{1,2})$/.exec(rule)?.[1]?.toUpperCase();
  if (pattern === undefined || typeof system !== 'string') return [];
  const search = new URLSearchParams({ system, pattern, alone: 'true', certainty: 'proven' });
  return [
    { name: 'Paths', value: <TextLink href={`/privileges/paths?${search}`}>Who goes them, and their cut</TextLink> },
  ];
}

/** A principal leads to what it may do. */
function principalLink(name: string, { system }: EvidenceView['detail']): ReactNode {
  const search = new URLSearchParams({ q: name, ...(typeof system === 'string' ? { system } : {}) });
  return <TextLink href={`/privileges?${search}`}>{name}</TextLink>;
}

function Weaknesses({ cwes }: { cwes: readonly number[] }) {
  return (
    <span className="flex flex-wrap gap-x-3">
      {cwes.map((cwe) => (
        <ExternalLink
          key={cwe}
          href={`https://cwe.mitre.org/data/definitions/${cwe}.html`}
        >{`CWE-${cwe}`}</ExternalLink>
      ))}
    </span>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-1 font-medium text-12 text-faint">{title}</h3>
      {children}
    </div>
  );
}

function Evidence({ one, title }: { one: EvidenceView; title: string }) {
  const message = beyondTitle(one.message, title);
  const references = [...new Set(one.references)];
  return (
    <div className="flex flex-col gap-4">
      {one.present ? null : <p className="text-13 text-soft">{one.scanner} does not report it any more.</p>}
      {message === '' ? null : <LongText text={message} />}
      <Facts items={factsOf(one)} />
      {one.remediation === null ? null : (
        <Part title="How to fix it">
          <LongText text={one.remediation} />
        </Part>
      )}
      <SuggestedChange text={one.detail[CHANGE]} />
      {references.length === 0 ? null : (
        <Part title="References">
          <MoreList
            items={references}
            limit={6}
            noun="references"
            itemKey={(href) => href}
            render={(href) => <ExternalLink href={href} />}
            className="text-13"
          />
        </Part>
      )}
      <p className="text-12 text-faint">
        From <TextLink href={pathOf(one.upload.url)}>{`upload ${one.upload.id}`}</TextLink>
        {one.upload.commit === null ? null : (
          <>
            {' '}
            of commit <Code>{one.upload.commit.slice(0, 12)}</Code>
          </>
        )}
        {one.upload.run_url === null ? null : (
          <>
            {', '}
            <ExternalLink href={one.upload.run_url}>its CI run</ExternalLink>
          </>
        )}
      </p>
    </div>
  );
}

/** What each scanner says, in its own words; `title` stands at the head of the page and is not said again. */
export function EvidenceTabs({ evidence, title }: { evidence: readonly EvidenceView[]; title: string }) {
  return (
    <Tabs
      label="Evidence by scanner"
      tabs={evidence.map((one) => ({
        value: one.scanner,
        label: one.scanner,
        ...(one.present ? {} : { count: 'not any more' }),
        content: <Evidence one={one} title={title} />,
      }))}
    />
  );
}
