/** A message that the server has not been heard to have. Its request id was made when it was written. */
export type Outgoing = {
  requestId: string
  body: string
  /** The device's clock, milliseconds since 1970; only shown. */
  writtenAtMs: number
  /** The newest message that was on the screen it was written on. */
  seenTo: number
  /** `kept`: no answer so far, it is sent again; `refused`: not taken, and `reason` says why; `sent`: there, not yet read back. */
  state: 'sending' | 'kept' | 'refused' | 'sent'
  reason: string | null
}

export type SendAnswer = { kind: 'sent' } | { kind: 'refused'; reason: string } | { kind: 'no_answer' }

export type MessageOutboxSource = {
  /** Never rejects: no answer is an answer too. */
  send(message: Outgoing): Promise<SendAnswer>
  storage: { read(): string | null; write(text: string | null): void }
  newRequestId(): string
  wallNow(): number
  schedule(task: () => void, delayMs: number): void
}

export type MessageOutboxState = { draft: string; outgoing: readonly Outgoing[] }

export type MessageOutbox = {
  getState(): MessageOutboxState
  /** What is being typed, kept letter by letter. */
  setDraft(text: string): void
  /** Sends the draft. Nothing happens when it is empty. */
  write(seenTo: number): void
  /** Sends everything that is kept, oldest first: when the page opens, when the network returns. */
  flush(): void
  retry(requestId: string): void
  /** Takes a refused message back into the draft. */
  edit(requestId: string): void
  /** These have been read back from the server. */
  confirm(requestIds: ReadonlySet<string>): void
  /** Another tab changed what is kept. */
  noticeOtherTab(): void
  subscribe(listener: () => void): () => void
}

const FIRST_AGAIN_MS = 2_000
const LAST_AGAIN_MS = 30_000

export function createMessageOutbox(source: MessageOutboxSource): MessageOutbox {
  const listeners = new Set<() => void>()
  let state = readKept(source.storage.read())
  let isSending = false
  let failures = 0

  function set(change: Partial<MessageOutboxState>): void {
    state = { ...state, ...change }
    // What the server has needs no keeping; it is read back from there.
    const unsent = state.outgoing.filter((message) => message.state !== 'sent')
    const isEmpty = state.draft === '' && unsent.length === 0
    source.storage.write(isEmpty ? null : JSON.stringify({ draft: state.draft, outgoing: unsent }))
    for (const listener of listeners) listener()
  }

  function change(requestId: string, to: Partial<Outgoing>): void {
    set({
      outgoing: state.outgoing.map((message) =>
        message.requestId === requestId ? { ...message, ...to } : message,
      ),
    })
  }

  const next = () => state.outgoing.find((message) => message.state === 'sending' || message.state === 'kept')

  /** One at a time and oldest first, so that they arrive in the order in which they were written. */
  async function work(): Promise<void> {
    if (isSending) return
    isSending = true
    for (let message = next(); message; message = next()) {
      const answer = await source.send(message)
      if (answer.kind === 'no_answer') {
        failures += 1
        change(message.requestId, { state: 'kept' })
        source.schedule(() => void work(), Math.min(LAST_AGAIN_MS, FIRST_AGAIN_MS * 2 ** (failures - 1)))
        break
      }
      failures = 0
      if (answer.kind === 'sent') change(message.requestId, { state: 'sent', reason: null })
      else change(message.requestId, { state: 'refused', reason: answer.reason })
    }
    isSending = false
  }

  return {
    getState: () => state,
    setDraft: (draft) => set({ draft }),
    write(seenTo) {
      const body = state.draft.trim()
      if (body === '') return
      const message: Outgoing = {
        requestId: source.newRequestId(),
        body,
        writtenAtMs: source.wallNow(),
        seenTo,
        state: 'sending',
        reason: null,
      }
      // Kept before it is sent: a battery that dies in between loses nothing.
      set({ draft: '', outgoing: [...state.outgoing, message] })
      void work()
    },
    flush() {
      failures = 0
      void work()
    },
    retry(requestId) {
      change(requestId, { state: 'sending', reason: null })
      void work()
    },
    edit(requestId) {
      const message = state.outgoing.find((one) => one.requestId === requestId)
      if (message?.state !== 'refused') return
      const draft = [message.body, state.draft].filter((text) => text !== '').join('\n')
      set({ draft, outgoing: state.outgoing.filter((one) => one !== message) })
    },
    confirm(requestIds) {
      const outgoing = state.outgoing.filter((message) => !requestIds.has(message.requestId))
      if (outgoing.length < state.outgoing.length) set({ outgoing })
    },
    noticeOtherTab() {
      const kept = readKept(source.storage.read())
      const sent = state.outgoing.filter((message) => message.state === 'sent')
      state = { draft: kept.draft, outgoing: [...sent, ...kept.outgoing] }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Whatever is in storage was written by some version of this file, or by nobody: anything odd is dropped. */
function readKept(text: string | null): MessageOutboxState {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null) return { draft: '', outgoing: [] }
    const { draft, outgoing } = value as { draft?: unknown; outgoing?: unknown }
    return {
      draft: typeof draft === 'string' ? draft : '',
      outgoing: Array.isArray(outgoing) ? outgoing.filter(isOutgoing) : [],
    }
  } catch {
    // Not JSON: somebody else's words, nothing of ours to save.
    return { draft: '', outgoing: [] }
  }
}

function isOutgoing(value: unknown): value is Outgoing {
  if (typeof value !== 'object' || value === null) return false
  const message = value as Partial<Record<keyof Outgoing, unknown>>
  return (
    typeof message.requestId === 'string' &&
    typeof message.body === 'string' &&
    typeof message.writtenAtMs === 'number' &&
    typeof message.seenTo === 'number' &&
    ['sending', 'kept', 'refused'].includes(String(message.state)) &&
    (message.reason === null || typeof message.reason === 'string')
  )
}
