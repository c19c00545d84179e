import type { ButtonHTMLAttributes, ReactNode } from 'react'

/**
 * hot    the one thing to tap on a screen; at most one is visible at a time
 * ink    a strong second, or the one thing on a screen that spends nothing
 * yours  leads to something that already belongs to the person
 * quiet  everything else, outlined
 * plain  text that can be tapped
 */
export type ButtonTone = 'hot' | 'ink' | 'yours' | 'quiet' | 'plain'
export type ButtonSize = 'regular' | 'large'

const TONES: Record<ButtonTone, string> = {
  hot: 'bg-hot text-on-hot active:bg-hot-pressed',
  ink: 'bg-ink text-paper active:opacity-80',
  yours: 'bg-yours text-on-yours active:bg-yours-pressed',
  quiet: 'border border-line-strong bg-paper-raised text-ink active:bg-paper-sunk',
  plain: 'text-ink underline decoration-line-strong underline-offset-4 active:decoration-ink',
}

const SIZES: Record<ButtonSize, string> = {
  regular: 'min-h-12 px-5 py-2 text-body font-semibold',
  large: 'min-h-14 px-5 py-2.5 text-lead font-bold',
}

/** The classes of a button, for the rare element that is neither a `<button>` nor a link. */
export function buttonClass(
  tone: ButtonTone = 'quiet',
  size: ButtonSize = 'regular',
  className = '',
): string {
  return [
    'figures inline-flex items-center justify-center gap-2 rounded-card text-center leading-tight select-none touch-manipulation',
    'transition-[background-color,scale,opacity] duration-75 active:scale-[0.98]',
    'disabled:scale-100 disabled:cursor-default disabled:border-transparent disabled:bg-paper-sunk disabled:text-ink',
    'aria-disabled:scale-100 aria-disabled:cursor-default aria-disabled:bg-paper-sunk aria-disabled:text-ink',
    TONES[tone],
    SIZES[size],
    className,
  ].join(' ')
}

export type ButtonShape = { tone?: ButtonTone; size?: ButtonSize; className?: string; children: ReactNode }

export function Button({
  tone,
  size,
  className,
  type = 'button',
  ...rest
}: ButtonShape & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type={type} className={buttonClass(tone, size, className)} {...rest} />
}
