import type { Mail } from './mail.ts'
import { sayIn } from './say.ts'
import { instantOf } from './words.ts'

const WORDS: Readonly<Record<string, { subject: string; text: string; ifNotYou: string }>> = {
  app_added: {
    subject: 'An authenticator app was set up for your account',
    text: 'From now on signing in to the dashboard asks for its code.',
    ifNotYou: 'Choose another password at once, and take the app away with one of your recovery codes.',
  },
  app_removed: {
    subject: 'The authenticator app of your account was removed',
    text: 'Your password alone signs in to the dashboard now. Sending money back and changing the team ask for another app first.',
    ifNotYou: 'Choose another password at once, and set up an app of your own.',
  },
  code_used: {
    subject: 'A recovery code was used for your account',
    text: 'The lost authenticator app was taken away, and all recovery codes with it. Set up another app, which brings new codes.',
    ifNotYou:
      'Somebody has your password and your codes: choose another password at once, and set up an app of your own.',
  },
  codes_renewed: {
    subject: 'New recovery codes were made for your account',
    text: 'The codes you had before are good no more.',
    ifNotYou: 'Choose another password at once, then make new codes yourself.',
  },
}

/** To the person whose way of signing in has changed. In English, as the dashboard is. Throws for a `what` that has no words. */
export function security(what: string, at: string, shopUrl: string): Mail {
  const words = WORDS[what]
  if (!words) throw new Error(`There is no security mail of kind ${what}: deploy the functions again.`)
  return {
    language: 'en',
    subject: words.subject,
    preview: words.text,
    heading: words.subject,
    blocks: [
      { kind: 'text', text: `${words.text} It happened on ${instantOf(at, sayIn('en'))}.` },
      { kind: 'text', text: 'Was it you? Then there is nothing to do.' },
      { kind: 'text', text: `It was not you? ${words.ifNotYou} Tell an owner of the shop, too.` },
    ],
    button: { label: 'See how you sign in', url: `${shopUrl}/dashboard/security` },
    notes: ['This mail is sent whenever that changes; it cannot be turned off.'],
    from: 'Stampede',
  }
}
