import { LinkButton } from '#components/ui/link-button.tsx';
import { withScope } from '#lib/contracts/scope-address.ts';
import { Section, Text } from './section.tsx';

/** Where the same is made a document of. */
export function Report({ repo }: { repo: string | null }) {
  return (
    <Section id="report" title="As a document">
      <Text>
        For a board or an auditor: what these numbers mean, what moved the score in a period, coverage, exceptions with
        who decided and why, privileges, frameworks, and how old the data are.
      </Text>
      <p>
        <LinkButton href={withScope('/reports', repo === null ? null : `repo:${repo}`)}>Reports</LinkButton>
      </p>
    </Section>
  );
}
