import type { SignInRefusal } from '#lib/domain/sign-in/refusal.ts';

/** Why signing in with a provider did not work, and what to do. `provider`: its name. */
export function refusalText(refusal: SignInRefusal, provider: string): { title: string; advice: string } {
  switch (refusal) {
    case 'cancelled':
      return {
        title: `${provider} did not sign you in`,
        advice: 'You, or the provider, said no. Try again, or sign in another way.',
      };
    case 'not_confirmed':
      return {
        title: `${provider} did not confirm who you are`,
        advice: 'Try again. If it stays so, tell an administrator: the log of the web process says why.',
      };
    case 'expired':
      return {
        title: 'That took too long, or was done twice',
        advice: 'Begin again here, and stay in this browser until you are back.',
      };
    case 'unknown':
      return {
        title: 'You are not known here',
        advice: `${provider} has confirmed who you are, but nobody has let you in. Ask an administrator for an invitation. If you have an account with a password, sign in with it and connect ${provider} under “Your account”.`,
      };
    case 'address_taken':
      return {
        title: 'Your e-mail address belongs to an account already',
        advice: `Sign in to it the way you did before, then connect ${provider} under “Your account”. If you were invited, open the link of your invitation.`,
      };
    case 'no_access':
      return {
        title: 'You have no access any more',
        advice: 'It was ended, or you are in no group that gives it. Ask an administrator.',
      };
    case 'dead_invitation':
      return {
        title: 'This invitation does not work any more',
        advice: 'Its link was used, has ended or is mistyped. Ask an administrator for a new one.',
      };
    case 'too_many':
      return {
        title: 'Too many sign-ins from your network',
        advice: 'Try again in a quarter of an hour, or sign in another way.',
      };
    case 'linked_elsewhere':
      return {
        title: `This ${provider} account belongs to another account here`,
        advice: 'Sign in with it to get there, or choose another one at the provider.',
      };
  }
}
