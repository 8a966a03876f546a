import { KeyRound } from 'lucide-react';
import { ShownOnce } from '#components/shared/shown-once.tsx';

/** The one time that the secret of a webhook is shown. */
export function NewSecret({ name, secret, children }: { name: string; secret: string; children?: string }) {
  return (
    <ShownOnce
      what="secret"
      icon={KeyRound}
      title={`Copy the secret of “${name}” now: it is not shown again`}
      text={secret}
    >
      The receiver checks with it that a request comes from here: header <code>webhook-signature</code>, as Standard
      Webhooks describes it. {children}
    </ShownOnce>
  );
}
