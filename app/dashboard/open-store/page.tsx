import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Wordmark } from '#components/layout/wordmark.tsx'
import { OpenStoreForm } from '#components/stores/open-store-form.tsx'
import { ProveForm } from '#components/stores/prove-form.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { getEnv } from '#lib/env.ts'
import { getViewer, type Viewer } from '#lib/merchants/queries.ts'
import { isCodeDue } from '#lib/second-factor/queries.ts'
import { canStoresBeOpened, mayOpenStore } from '#lib/stores/may-open-store.ts'
import { storeWords } from '#lib/stores/outcome-words.ts'
import { isAddressProved } from '#lib/stores/queries.ts'

export const metadata: Metadata = { title: 'Open a store', robots: { index: false } }

type Step = 'closed' | 'prove' | 'open'

async function stepOf(viewer: Viewer | null): Promise<Step> {
  const env = getEnv()
  if (viewer ? !mayOpenStore(env, viewer.email) : !canStoresBeOpened(env)) return 'closed'
  return viewer && (await isAddressProved(viewer.email)) ? 'open' : 'prove'
}

const LEADS: Record<Step, string> = {
  closed: storeWords('not_open'),
  prove: 'First your address: we mail a code to it, and you choose a password.',
  open: 'Three things now. The rest is a short list that waits for you in the dashboard.',
}

/** From an address to a store: prove it, then say what the store is called. Also for who has a store and opens another. */
export default async function OpenStorePage() {
  const viewer = await getViewer()
  if (viewer && (await isCodeDue())) redirect('/sign-in/code?next=/dashboard/open-store')
  const step = await stepOf(viewer)
  return (
    <main id="main" className="sheet grid max-w-xl grid-cols-1 content-start gap-8 pt-4 pb-10">
      <PageLink
        href="/"
        className="-ms-1 flex min-h-12 items-center justify-self-start px-1"
        aria-label="Stampede, the shop"
      >
        <Wordmark />
      </PageLink>
      <div className="grid gap-3">
        <h1 className="poster text-poster">Open a store</h1>
        <p className="text-lead text-ink-soft">{LEADS[step]}</p>
      </div>
      {step === 'prove' ? <ProveForm email={viewer?.email ?? null} /> : null}
      {step === 'open' && viewer ? <OpenStoreForm email={viewer.email} /> : null}
      {step === 'closed' ? (
        <LinkButton href="/dashboard" tone="ink">
          To the dashboard
        </LinkButton>
      ) : null}
    </main>
  )
}
