import type { Mail } from './mail.ts'

/**
 * The code that proves an address. Supabase Auth sends this one, hosted and local, because only it knows the code: its
 * templates in supabase/templates are this mail with Auth's own placeholders as the code and the address of the link.
 */
export function signInCode(code: string, signInUrl: string): Mail {
  return {
    subject: `Your Stampede code: ${code}`,
    preview: 'Type it where you asked for it. It is good for an hour.',
    heading: 'Your code',
    blocks: [
      { kind: 'text', text: 'Type this where you asked for it:' },
      { kind: 'code', code },
      { kind: 'text', text: 'It is good for an hour, and once.' },
    ],
    button: { label: 'Sign in with one tap', url: signInUrl },
    notes: [
      'You did not ask for a code? Then somebody typed your address by mistake: nothing happens without it. Nobody of ours will ever ask you for it.',
    ],
    from: 'Stampede',
  }
}
