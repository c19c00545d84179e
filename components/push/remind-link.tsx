import type { ComponentProps, ReactNode } from 'react'
import { buttonClass } from '#components/ui/button.tsx'

type Props = ComponentProps<'a'> & {
  slug: string
  /** What happens next: makes it the one large button of a screen. */
  next?: ReactNode
  isSet?: boolean
}

/** The look of Remind me: a quiet button on a card, the one thing to tap in a bar, and there green once the reminder is set. */
export function RemindLink({ slug, next, isSet = false, children, ...rest }: Props) {
  const href = `/sales/${slug}/calendar.ics`
  if (!next)
    return (
      <a href={href} className={buttonClass('quiet')} {...rest}>
        {children}
      </a>
    )
  // One line beside Undo, on 320 px too: the bar keeps its height.
  const look = isSet ? 'bg-yours-wash! text-yours! px-3! text-body! whitespace-nowrap' : ''
  return (
    <a
      href={href}
      className={buttonClass('ink', 'large', `min-w-0 flex-1 basis-0 flex-col gap-0.5! py-1.5! ${look}`)}
      {...rest}
    >
      <span className="flex items-center gap-2">{children}</span>
      <span className="text-note leading-4 font-semibold">{next}</span>
    </a>
  )
}
