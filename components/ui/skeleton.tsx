/** The place of something that is on its way. It has the size of what will come, so that nothing moves when it does. */
export function Skeleton({ className = '' }: { className?: string }) {
  return <span aria-hidden className={`block animate-pulse rounded-card bg-paper-sunk ${className}`} />
}
