import type { ReactNode } from 'react'
import { useText } from '#lib/languages/text.ts'

/** How to put the shop on the home screen of an iPhone or iPad, with the signs to look for drawn beside the words. */
export function IosSteps() {
  const t = useText('install')
  return (
    <ol className="grid gap-3">
      <Step number={1} words={t('iosShare')} sign={<ShareSign />} />
      <Step number={2} words={t('iosAdd')} sign={<AddSign />} />
      <Step number={3} words={t('iosOpen')} sign={<ShopSign />} />
    </ol>
  )
}

function Step({ number, words, sign }: { number: number; words: string; sign: ReactNode }) {
  return (
    <li className="grid grid-cols-[3rem_1fr] items-center gap-4">
      <span className="grid size-12 place-items-center rounded-card border border-line-strong bg-paper">
        {sign}
      </span>
      <span>
        <strong className="figures">{number}.</strong> {words}
      </span>
    </li>
  )
}

const STROKE = {
  viewBox: '0 0 24 24',
  className: 'size-7',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.75,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const

function ShareSign() {
  return (
    <svg {...STROKE} aria-hidden="true">
      <path d="M12 14.5V3m0 0L8 7m4-4 4 4M8 10H5.5v11h13V10H16" />
    </svg>
  )
}

function AddSign() {
  return (
    <svg {...STROKE} aria-hidden="true">
      <rect x="4" y="4" width="16" height="16" rx="3.5" />
      <path d="M12 8.5v7M8.5 12h7" />
    </svg>
  )
}

function ShopSign() {
  return (
    <svg viewBox="0 0 35 24" className="h-6 w-auto" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="2">
        <path d="M1 1h3.6v22H1zM8.5 1h3.6v22H8.5z" />
      </g>
      <path d="M15 0h5.6v24H15z" className="fill-hot" />
      <path d="M22.5 0h5.6v24h-5.6zM29.4 0H35v24h-5.6z" fill="currentColor" />
    </svg>
  )
}
