/** The place of something that is on its way. It has the size of what will come, so that nothing moves when it does. */
export function Skeleton({ className = '' }: { className?: string }) {
  return <span aria-hidden className={`block animate-pulse rounded-card bg-paper-sunk ${className}`} />
}

const TICKS = 10

/** The stock strip while nobody knows yet: its places are counted, one after the other, until the answer is there. */
export function StripSkeleton({ className = 'h-6' }: { className?: string }) {
  return (
    <span aria-hidden className={`flex gap-[3px] ${className}`}>
      {Array.from({ length: TICKS }, (_, at) => (
        <span
          key={String(at)}
          className="grow animate-[count_1.2s_ease-in-out_infinite] border-b-2 border-line-strong"
          style={{ animationDelay: `${at * 80}ms` }}
        />
      ))}
    </span>
  )
}
