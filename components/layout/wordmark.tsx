/** The name, after five ticks of the stock strip: free, free, held, sold, sold. */
export function Wordmark() {
  return (
    <span className="poster flex items-center gap-2 text-[1.5rem] leading-none">
      <svg viewBox="0 0 35 24" className="h-[1.15em] w-auto" aria-hidden="true">
        <g fill="none" stroke="currentColor" strokeWidth="2">
          <rect x="1" y="1" width="3.6" height="22" />
          <rect x="8.5" y="1" width="3.6" height="22" />
        </g>
        <path d="M15 0h5.6v24H15z" className="fill-hot" />
        <path d="M22.5 0h5.6v24h-5.6zM29.4 0H35v24h-5.6z" fill="currentColor" />
      </svg>
      Stampede
    </span>
  )
}
