'use client'

import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { drawFrameByFrame } from './frame-by-frame.ts'

export type Series = {
  label: string
  /** A colour token of globals.css, without `--color-`. */
  color: 'hot' | 'held' | 'yours' | 'alert' | 'ink-soft'
  values: readonly number[]
  /** Lines that share a chart differ in more than colour. */
  dash?: number[]
  /** What stays as it is until it changes, rather than going from one figure to the next. */
  isStepped?: boolean
}
export type LiveChartProps = { at: readonly number[]; series: Series[]; from: number; to: number }

/** In seconds: a time of day without seconds is never written twice. */
const WHOLE_MINUTES = [60, 300, 600, 900, 1800, 3600]
const stepped = uPlot.paths.stepped?.({ align: 1 })
const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--color-${name}`)

/** Lines drawn on one canvas: new figures are drawn at once and without motion. Its table stands beside it. */
export function LiveChart({ at, series, from, to }: LiveChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const range = useRef<[number, number]>([from, to])
  range.current = [from, to]
  const looks = JSON.stringify(series.map(({ values: _, ...look }) => look))

  useEffect(() => {
    const element = box.current
    if (!element) return
    const lines = JSON.parse(looks) as Omit<Series, 'values'>[]
    const axis = {
      font: `12px ${getComputedStyle(element).fontFamily}`,
      stroke: () => token('ink-soft'),
      grid: { stroke: () => token('line'), width: 1 },
      ticks: { show: false },
    }
    const made = new uPlot(
      {
        width: element.clientWidth,
        height: element.clientHeight,
        legend: { show: false },
        cursor: { show: false },
        select: { show: false, left: 0, top: 0, width: 0, height: 0 },
        scales: {
          x: { range: () => range.current },
          y: { range: (_, __, max) => [0, Math.max(1, max) * 1.1] },
        },
        axes: [
          {
            ...axis,
            size: 28,
            incrs: WHOLE_MINUTES,
            values: (_, splits) => splits.map((seconds) => clock(seconds)),
          },
          { ...axis, size: 56, values: (_, splits) => splits.map((value) => short(value)) },
        ],
        series: [
          {},
          ...lines.map(({ label, color, dash, isStepped }) => ({
            label,
            ...(dash ? { dash } : {}),
            stroke: () => token(color),
            ...(isStepped && stepped ? { paths: stepped } : {}),
            width: 2,
            points: { show: false },
          })),
        ],
      },
      [[], ...lines.map(() => [])],
      element,
    )
    chart.current = made
    const watch = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: element.clientHeight }),
    )
    watch.observe(element)
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const redraw = () => made.redraw(false, true)
    dark.addEventListener('change', redraw)
    return () => {
      watch.disconnect()
      dark.removeEventListener('change', redraw)
      made.destroy()
      chart.current = null
    }
  }, [looks])

  useEffect(
    () =>
      drawFrameByFrame(box, () =>
        chart.current?.setData([[...at], ...series.map(({ values }) => [...values])] as uPlot.AlignedData),
      ),
    [at, series],
  )

  return <div ref={box} className="h-full w-full" aria-hidden />
}

const hours = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const clock = (seconds: number) => hours.format(seconds * 1000)
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const short = (value: number) => compact.format(value)
