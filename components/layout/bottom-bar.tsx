import type { ReactNode } from 'react'

/**
 * The bar at the thumb: holds the one thing to do on this screen. Fixed, so that it is there wherever one has scrolled to; the
 * footer keeps room for it.
 */
export function BottomBar({ className = '', children }: { className?: string; children: ReactNode }) {
  return (
    <div
      data-bottom-bar
      className={`fixed inset-x-0 bottom-0 z-40 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] ${className}`}
    >
      <div className="sheet grid grid-cols-1 content-center gap-2 py-3 landscape:max-lg:grid-cols-[1fr_1.4fr] landscape:max-lg:items-center lg:grid-cols-[5fr_7fr] lg:items-center lg:gap-12">
        {children}
      </div>
    </div>
  )
}
