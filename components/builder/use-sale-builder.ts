'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { ActionResult } from '#lib/actions/result.ts'
import { saveSaleDraft, scheduleSale } from '#lib/sale-drafts/actions.ts'
import { readForm, type SaleForm } from '#lib/sale-drafts/sale-form.ts'

export type Built = {
  id: string
  merchantId: string
  currency: string
  version: number | null
  form: SaleForm
  gaps: readonly string[]
}
const LOST = 'There is no connection just now. What you typed is kept on this device: try again in a moment.'
const lost = { ok: false, code: 'failed', message: LOST } as const

/** The draft in the form: on this device at every change, in the database when it is saved. */
export function useSaleBuilder(built: Built) {
  const { id, merchantId, currency } = built
  const [form, setForm] = useState(built.form)
  const [version, setVersion] = useState(built.version)
  const [gaps, setGaps] = useState<readonly string[]>(built.gaps)
  const [problem, setProblem] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [isBroughtBack, setBroughtBack] = useState(false)
  const [hasTried, setTried] = useState(false)
  const router = useRouter()
  const key = `stampede-sale:${merchantId}:${id}`

  useEffect(() => {
    try {
      const kept: { version?: number | null; form?: unknown } = JSON.parse(localStorage.getItem(key) ?? '{}')
      const typed = readForm(kept.form)
      if (!typed) {
        // A sale that is new is announced by the clock of whoever builds it.
        const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
        if (built.version === null) setForm((now) => ({ ...now, timeZone }))
        return
      }
      setForm(typed)
      // That of when it was typed: if somebody has saved since, saving says so.
      setVersion(kept.version ?? null)
      setBroughtBack(true)
    } catch {
      // Not something of ours.
    }
  }, [key, built.version])

  function change(to: (now: SaleForm) => SaleForm) {
    setSaid('')
    setForm((now) => {
      const next = to(now)
      try {
        localStorage.setItem(key, JSON.stringify({ version, form: next }))
      } catch {
        // A device without room, or one that keeps nothing: the form works all the same.
      }
      return next
    })
  }

  async function run<Data>(call: Promise<ActionResult<Data, string>>, done: (data: Data) => void) {
    setBusy(true)
    setProblem(null)
    setSaid('')
    const answer = await call.catch((): ActionResult<Data, string> => lost)
    setBusy(false)
    if (!answer.ok) return setProblem(answer.message)
    localStorage.removeItem(key)
    setBroughtBack(false)
    done(answer.data)
  }

  const input = { merchantId, id, version, currency, form }
  return {
    ...{ form, gaps, problem, said, isBusy, isBroughtBack, hasTried, change },
    save: () =>
      run(saveSaleDraft(input), (kept) => {
        setVersion(kept.version)
        setGaps(kept.gaps)
        setSaid('Saved.')
      }),
    schedule: () =>
      run(scheduleSale(input), ({ slug, kept }) => {
        setTried(true)
        setVersion(kept.version)
        setGaps(kept.gaps)
        if (slug === null)
          return setProblem('Not scheduled yet: the checklist says what is missing. The draft is saved.')
        router.push('/dashboard')
        router.refresh()
      }),
    discard() {
      localStorage.removeItem(key)
      location.reload()
    },
  }
}
