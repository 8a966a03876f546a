'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ownSignInQuery, unlinkIdentity } from '#components/queries/sign-in.ts';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { ProviderButtons } from '#components/shared/provider-buttons.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { CalendarDay, RelativeTime } from '#components/ui/relative-time.tsx';
import type { OwnSignInView } from '#lib/contracts/sign-in.ts';
import { formatCount } from '#lib/format.ts';

const SecondFactorSetup = dynamic(() => import('#components/shared/second-factor-setup.tsx'), { ssr: false });
const ProofForm = dynamic(() => import('./proof-form.tsx'), { ssr: false });

type Doing = 'nothing' | 'setting_up' | 'turning_off' | 'renewing';

interface FactorProps {
  own: OwnSignInView;
  setDoing: (doing: Doing) => void;
}

function FactorState({ own, setDoing }: FactorProps) {
  if (!own.has_password) {
    return <p>You have no password here. The provider that you sign in with asks for second factors.</p>;
  }
  if (own.second_factor === null) {
    return (
      <>
        <p className="mb-3">Off: your password alone signs you in.</p>
        <Button onClick={() => setDoing('setting_up')}>Set up a second factor</Button>
      </>
    );
  }
  const left = own.second_factor.recovery_codes_left;
  return (
    <>
      <p className="mb-3">
        On: after your password, a code of your authenticator app is asked for. {formatCount(left, 'recovery code')}{' '}
        {left === 1 ? 'is' : 'are'} left.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setDoing('renewing')}>Make new recovery codes</Button>
        <Button onClick={() => setDoing('turning_off')}>Turn it off</Button>
      </div>
    </>
  );
}

function SecondFactor({ own }: { own: OwnSignInView }) {
  const client = useQueryClient();
  const [doing, setDoing] = useState<Doing>('nothing');
  const done = () => {
    setDoing('nothing');
    void client.invalidateQueries({ queryKey: ownSignInQuery().queryKey });
  };
  switch (doing) {
    case 'nothing':
      return <FactorState own={own} setDoing={setDoing} />;
    case 'setting_up':
      return <SecondFactorSetup onDone={done} />;
    case 'turning_off':
    case 'renewing':
      return <ProofForm act={doing} isRequired={own.second_factor_required} onDone={done} />;
  }
}

type Identity = OwnSignInView['identities'][number];

function Connected({ identity }: { identity: Identity }) {
  const { id, provider_name: name, email } = identity;
  const act = async () => {
    await unlinkIdentity(id);
    return { title: `${name} is disconnected` };
  };
  return (
    <li className="flex min-h-11 items-center justify-between gap-3 border-t first:border-t-0">
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <span className="break-words">{name}</span>
        {email === null ? null : <span className="min-w-0 break-all text-soft">{email}</span>}
        <span className="text-12 text-faint">
          since <CalendarDay at={identity.created_at} />, last used <RelativeTime at={identity.last_used_at} />
        </span>
      </span>
      <ConfirmButton
        trigger={
          <Button size="sm" variant="ghost" aria-label={`Disconnect ${name}`}>
            Disconnect
          </Button>
        }
        title={`Disconnect ${name}?`}
        description="It signs you in no more. You can connect it again."
        confirm="Disconnect"
        act={act}
      />
    </li>
  );
}

function Providers({ own }: { own: OwnSignInView }) {
  const open = own.providers.filter(({ id }) => own.identities.every(({ provider }) => provider !== id));
  return (
    <>
      {own.identities.length === 0 ? (
        <p className="mb-3">No sign-in provider is connected.</p>
      ) : (
        <ul>
          {own.identities.map((identity) => (
            <Connected key={identity.id} identity={identity} />
          ))}
        </ul>
      )}
      {open.length === 0 ? null : (
        <ProviderButtons
          providers={open}
          words="Connect"
          fields={{ purpose: 'link' }}
          size="md"
          className="mt-2 flex flex-wrap gap-2"
        />
      )}
    </>
  );
}

/** How the person signs in: the second factor, and the providers that are connected. */
export function SignInSection({ initial }: { initial: OwnSignInView }) {
  const { data: own } = useQuery({ ...ownSignInQuery(), initialData: initial });
  const hasProviders = own.providers.length > 0 || own.identities.length > 0;
  return (
    <>
      <Card title="Second factor" note="A code of an app on your phone, beside your password.">
        <div className="pt-2 text-13">
          <SecondFactor own={own} />
        </div>
      </Card>
      {hasProviders ? (
        <Card title="Sign-in providers" note="Who you are there signs you in here, whatever your e-mail address is.">
          <div className="pt-1 text-13">
            <Providers own={own} />
          </div>
        </Card>
      ) : null}
    </>
  );
}
