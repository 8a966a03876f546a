import { NothingHere } from '#components/shell/nothing-here.tsx';

/** The not-found page inside the frame. */
export default function NotFoundHere() {
  return (
    <NothingHere title="There is nothing at this address" href="/" label="Go to Today">
      It may be mistyped, or name something that was removed or renamed, or that your role does not see.
    </NothingHere>
  );
}
