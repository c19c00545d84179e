'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { signInByLink } from '#lib/accounts/code-actions.ts'
import { START } from '#lib/accounts/code-sign-in.ts'
import { useText } from '#lib/languages/text.ts'
import { GoOn } from './go-on.tsx'

/** The link of the mail: one button, because mail programs that look into links would use it up by themselves. */
export function LinkForm({ tokenHash, next }: { tokenHash: string; next: string }) {
  const t = useText('signIn')
  const [state, send, isPending] = useActionState(signInByLink, START)
  if (state.step === 'done') return <GoOn next={next} />
  return (
    <form action={send} className="grid gap-4">
      <input type="hidden" name="token_hash" value={tokenHash} />
      {state.problem && !isPending ? (
        <>
          <Notice tone="alert" isUrgent>
            {t(state.problem, { seconds: 60 })}
          </Notice>
          <PageLink
            href="/sign-in"
            className="flex min-h-12 items-center font-semibold underline underline-offset-4"
          >
            {t('newCode')}
          </PageLink>
        </>
      ) : (
        <p>{t('linkLead')}</p>
      )}
      <Button type="submit" tone="hot" size="large" disabled={isPending}>
        {t(isPending ? 'checking' : 'linkButton')}
      </Button>
    </form>
  )
}
