import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';

/** The not-found page inside the frame. */
export default function NotFoundHere() {
  return (
    <>
      <PageHead
        title="There is nothing at this address"
        answer="It may be mistyped, or name something that was removed or renamed, or that your role does not see."
      />
      <LinkButton href="/" variant="primary">
        Go to Today
      </LinkButton>
    </>
  );
}
