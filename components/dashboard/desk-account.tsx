import { LogOut } from 'lucide-react'
import { signOut } from '#lib/accounts/actions.ts'

/** Who is signed in, and the way out. */
export function DeskAccount({ email }: { email: string }) {
  return (
    <form action={signOut} className="grid grid-cols-[minmax(0,1fr)] border-t border-line pt-2">
      <span className="truncate px-3 text-note text-ink-soft" title={email}>
        {email}
      </span>
      <button
        type="submit"
        className="flex min-h-12 items-center gap-3 rounded-card px-3 text-left font-semibold hover:bg-paper-sunk"
      >
        <LogOut aria-hidden className="size-5 shrink-0" />
        Sign out
      </button>
    </form>
  )
}
